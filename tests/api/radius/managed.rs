//! RADIUS clients: created, changed, given another secret, and deleted.

use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::radius::{AdmitGroup, AfterLoss, CreateRadiusClient, UpdateRadiusClient};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::role::Role;
use serde_json::{Value, json};

use super::{Setting, ask, site};

on_both_databases!(
    a_radius_client_is_managed_by_those_who_manage_settings,
    a_secret_is_shown_once_and_replaced,
    a_suspended_organization_has_no_network,
);

async fn a_radius_client_is_managed_by_those_who_manage_settings(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = owner.create_radius_client(&site("  Wi-Fi ")).await.unwrap();
    let made = made.radius_client;
    assert_eq!((&*made.name, made.version), ("Wi-Fi", 1));
    assert_eq!(
        (made.on_lock, made.on_expiry),
        (AfterLoss::Remove, AfterLoss::Remove)
    );
    assert_eq!(owner.radius_client(made.id).await.unwrap(), made);
    let all = owner.radius_clients(&ListQuery::default()).await.unwrap();
    assert_eq!(all.items, std::slice::from_ref(&made));
    let same = UpdateRadiusClient {
        name: Some("Wi-Fi".to_owned()),
        groups: Some(Vec::new()),
        ..UpdateRadiusClient::default()
    };
    let same = owner.update_radius_client(made.id, 1, &same).await.unwrap();
    assert_eq!(same, made);
    let moved = UpdateRadiusClient {
        network: Some("2001:DB8::7".to_owned()),
        ..UpdateRadiusClient::default()
    };
    let moved = owner
        .update_radius_client(made.id, 1, &moved)
        .await
        .unwrap();
    assert_eq!((&*moved.network, moved.version), ("2001:db8::7", 2));
    let stale = owner.delete_radius_client(made.id, 1).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);

    let nobody = contract::ids::GroupId(made.id.0);
    let admit = |vlan| AdmitGroup {
        group_id: nobody,
        vlan,
    };
    for (field, wrong) in [
        (
            "name",
            CreateRadiusClient {
                name: " ".to_owned(),
                ..site("x")
            },
        ),
        (
            "network",
            CreateRadiusClient {
                network: "wifi".to_owned(),
                ..site("x")
            },
        ),
        (
            "vlan",
            CreateRadiusClient {
                vlan: Some(4095),
                ..site("x")
            },
        ),
        (
            "groups",
            CreateRadiusClient {
                groups: vec![admit(None)],
                ..site("x")
            },
        ),
        (
            "groups",
            CreateRadiusClient {
                groups: vec![admit(Some(0))],
                ..site("x")
            },
        ),
        (
            "groups",
            CreateRadiusClient {
                groups: vec![admit(None); 2],
                ..site("x")
            },
        ),
    ] {
        let refused = owner.create_radius_client(&wrong).await.map(drop);
        let refused = refused.unwrap_err();
        let errors = &refused.problem().unwrap().errors;
        assert_eq!(errors[0].field, field, "{errors:?}");
    }

    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    manager.create_radius_client(&site("VPN")).await.unwrap();
    for (email, role) in [
        ("help@example.com", Role::HelpDesk),
        ("reader@example.com", Role::ReadOnly),
    ] {
        let reader = server.administrator(&owner, email, role).await;
        assert_eq!(reader.radius_client(made.id).await.unwrap(), moved);
        let refused = reader.create_radius_client(&site("x")).await.map(drop);
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
        let refused = reader.delete_radius_client(made.id, 2).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    owner.delete_radius_client(made.id, 2).await.unwrap();
    let gone = owner.radius_client(made.id).await;
    assert_eq!(problem_type(gone), ProblemType::NotFound);
    for action in ["created", "updated", "deleted"] {
        let query = ListQuery {
            filter: Some(format!("action:radius_client.{action}")),
            ..ListQuery::default()
        };
        assert!(owner.events(&query).await.unwrap().total > 0, "{action}");
    }
}

async fn a_secret_is_shown_once_and_replaced(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    let (client, secret) = (&setting.network.radius_client, &setting.network.secret);
    assert!(secret.starts_with(&client.hint) && secret.len() == 31);
    let listed = setting.owner.radius_clients(&ListQuery::default()).await;
    let listed = serde_json::to_string(&listed.unwrap()).unwrap();
    assert!(!listed.contains(secret));
    let replaced = setting.owner.replace_radius_client_secret(client.id).await;
    let replaced = replaced.unwrap();
    assert_eq!(replaced.radius_client.version, 2);
    // The previous secret gets no answer about a user.
    let (status, answer) = setting.ask("ada", USER_PASSWORD).await;
    assert_eq!((status, answer), (401, Value::Null));
    let (status, _) = ask(&setting.server, &replaced.secret, "ada", USER_PASSWORD).await;
    assert_eq!(status, 200);
    setting
        .owner
        .delete_radius_client(client.id, 2)
        .await
        .unwrap();
    let (status, answer) = ask(&setting.server, &replaced.secret, "ada", USER_PASSWORD).await;
    assert_eq!((status, answer), (401, Value::Null));

    // Without a secret, and with something else.
    let address = format!("{}/radius/authenticate", setting.server.origin);
    let http = reqwest::Client::new();
    let without = http.post(&address).json(&json!({})).send().await.unwrap();
    assert_eq!(without.status(), 401);
    let session = setting.owner.token().unwrap();
    let other = http.post(&address).bearer_auth(session).json(&json!({}));
    assert_eq!(other.send().await.unwrap().status(), 401);
    let replaced = setting
        .owner
        .create_radius_client(&site("x"))
        .await
        .unwrap();
    for body in ["", "7", "{\"username\":7}", "{\"passwordHex\":\"0\"}"] {
        let malformed = http.post(&address).bearer_auth(&replaced.secret).body(body);
        let malformed = malformed.header("content-type", "application/json");
        assert_eq!(malformed.send().await.unwrap().status(), 400, "{body}");
    }
}

async fn a_suspended_organization_has_no_network(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    let context = &setting.server.running.context;
    let organization = setting.owner.organization().await.unwrap().id;
    identity::organizations::suspend(context, organization)
        .await
        .unwrap();
    let (status, answer) = setting.ask("ada", USER_PASSWORD).await;
    assert_eq!((status, answer), (401, Value::Null));
    identity::organizations::resume(context, organization)
        .await
        .unwrap();
    setting.connects(USER_PASSWORD).await;
}
