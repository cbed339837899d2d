//! Linux hosts: which keys a host is told, and hosts themselves.

use client::{Client, Portal};
use contract::events::Event;
use contract::hosts::{AfterLoss, AuthorizedKeys, CreateHost, HostWithKey, UpdateHost};
use contract::page::ListQuery;
use contract::problem::{Problem, ProblemType};
use contract::users::{LockUser, User};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::role::Role;

use crate::ssh_keys::{ED25519, FINGERPRINT, key, named};

on_both_databases!(
    a_host_gets_the_keys_of_those_who_may_sign_in,
    an_account_that_may_not_sign_in_has_no_keys,
    a_host_maintains_access_where_it_says_so,
    only_the_groups_of_a_host_sign_in,
    a_key_that_was_asked_for_is_shown_as_used,
    a_host_is_managed_by_those_who_manage_settings,
    a_key_of_a_host_opens_nothing_else,
);

const ADA: &str = "ada@example.com";

/// A host for all users.
pub fn open_to_all(name: &str) -> CreateHost {
    CreateHost {
        name: name.to_owned(),
        everyone: true,
        ..CreateHost::default()
    }
}

/// A server with a host, and Ada with a key.
struct Setting {
    server: TestServer,
    owner: Client,
    ada: User,
    host: HostWithKey,
}

impl Setting {
    async fn new(backend: Backend, host: &CreateHost) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let ada = server.active_user(&owner, ADA).await;
        let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        portal
            .add_my_ssh_key(&named("Laptop", ED25519))
            .await
            .unwrap();
        let host = owner.create_host(host).await.unwrap();
        Self {
            server,
            owner,
            ada,
            host,
        }
    }

    /// What the host is answered with its key.
    async fn keys(&self, query: &[(&str, &str)]) -> Vec<String> {
        let answer = ask(&self.server, &self.host.key, query).await;
        let keys: AuthorizedKeys = answer.json().await.unwrap();
        keys.keys
    }

    async fn has_keys(&self) -> bool {
        !self.keys(&[("username", "ada")]).await.is_empty()
    }

    async fn refusals(&self) -> Vec<Event> {
        self.server.mail_settled().await;
        let query = ListQuery {
            filter: Some("action:host.refused".to_owned()),
            ..ListQuery::default()
        };
        self.owner.events(&query).await.unwrap().items
    }
}

/// The answer to a host with this key.
pub async fn ask(server: &TestServer, key: &str, query: &[(&str, &str)]) -> reqwest::Response {
    let address = format!("{}/api/v1/host/authorized-keys?", server.origin);
    let address = address + &harness::encoded(query);
    let request = reqwest::Client::new().get(address).bearer_auth(key);
    request.send().await.unwrap()
}

async fn a_host_gets_the_keys_of_those_who_may_sign_in(backend: Backend) {
    let setting = Setting::new(backend, &open_to_all("Build")).await;
    assert_eq!(setting.keys(&[("username", "ada")]).await, [ED25519]);
    assert_eq!(setting.keys(&[("username", "ADA")]).await, [ED25519]);
    for nobody in ["nobody", "root", "", ADA, "a\nb", "ada\0", "%61da"] {
        let keys = setting.keys(&[("username", nobody)]).await;
        assert!(keys.is_empty(), "{nobody}: {keys:?}");
    }
    assert!(setting.keys(&[]).await.is_empty());
    let another = key(7);
    setting
        .owner
        .add_user_ssh_key(setting.ada.id, &named("Desktop", &another))
        .await
        .unwrap();
    let both = setting.keys(&[("username", "ada")]).await;
    assert_eq!(both, [ED25519.to_owned(), another]);
    let host = setting.owner.host(setting.host.host.id).await.unwrap();
    assert!(host.last_used_at.is_some());
    assert!(setting.refusals().await.is_empty());
    let unknown = ask(
        &setting.server,
        &setting.host.key,
        &[("username", "ada"), ("options", "x")],
    )
    .await;
    assert_eq!(unknown.status(), 400);
}

async fn an_account_that_may_not_sign_in_has_no_keys(backend: Backend) {
    let setting = Setting::new(backend, &open_to_all("Build")).await;
    let (owner, id) = (&setting.owner, setting.ada.id);
    owner.suspend_user(id).await.unwrap();
    assert!(!setting.has_keys().await);
    let refused = setting.refusals().await;
    assert_eq!(refused[0].detail["reason"], "suspended");
    assert_eq!(refused[0].detail["host"], "Build");
    assert_eq!(refused[0].target.as_ref().unwrap().id, Some(id.0));
    owner.activate_user(id).await.unwrap();
    assert!(setting.has_keys().await);
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    assert!(!setting.has_keys().await);
    owner.unlock_user(id).await.unwrap();
    assert!(setting.has_keys().await);
    setting.server.guess_until_locked(Portal::User, ADA).await;
    assert!(!setting.has_keys().await);
    owner.unlock_user(id).await.unwrap();
    owner.expire_user_password(id).await.unwrap();
    assert!(!setting.has_keys().await);
    // The host is not told why.
    let answer = ask(&setting.server, &setting.host.key, &[("username", "ada")]).await;
    assert_eq!(answer.text().await.unwrap(), r#"{"keys":[]}"#);
    let context = &setting.server.running.context;
    let organization = owner.organization().await.unwrap().id;
    identity::organizations::suspend(context, organization)
        .await
        .unwrap();
    let answer = ask(&setting.server, &setting.host.key, &[("username", "ada")]).await;
    assert_eq!(answer.status(), 401);
}

async fn a_host_maintains_access_where_it_says_so(backend: Backend) {
    let host = CreateHost {
        on_lock: Some(AfterLoss::Maintain),
        on_expiry: Some(AfterLoss::Maintain),
        ..open_to_all("Build")
    };
    let setting = Setting::new(backend, &host).await;
    let (owner, id) = (&setting.owner, setting.ada.id);
    setting.server.guess_until_locked(Portal::User, ADA).await;
    owner.expire_user_password(id).await.unwrap();
    assert!(setting.has_keys().await);
    // No setting maintains the access of a user whom an administrator has locked.
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    assert!(!setting.has_keys().await);
    assert_eq!(setting.refusals().await[0].detail["reason"], "locked");
    owner.unlock_user(id).await.unwrap();
    assert!(setting.has_keys().await);
    owner.suspend_user(id).await.unwrap();
    assert!(!setting.has_keys().await);
}

async fn only_the_groups_of_a_host_sign_in(backend: Backend) {
    let host = CreateHost {
        everyone: false,
        ..open_to_all("Build")
    };
    let setting = Setting::new(backend, &host).await;
    let owner = &setting.owner;
    assert!(!setting.has_keys().await);
    assert_eq!(setting.refusals().await[0].detail["reason"], "not_in_group");
    let staff = crate::groups::group(owner, "Staff").await;
    let admit = UpdateHost {
        groups: Some(vec![staff.id]),
        ..UpdateHost::default()
    };
    let changed = owner
        .update_host(setting.host.host.id, 1, &admit)
        .await
        .unwrap();
    assert_eq!(changed.groups[0].name, "Staff");
    assert!(!setting.has_keys().await);
    owner
        .add_group_member(staff.id, setting.ada.id)
        .await
        .unwrap();
    assert!(setting.has_keys().await);
    // Without its last group, a host is not open to everyone.
    owner.delete_group(staff.id, 1).await.unwrap();
    assert!(!setting.has_keys().await);
}

async fn a_key_that_was_asked_for_is_shown_as_used(backend: Backend) {
    let setting = Setting::new(backend, &open_to_all("Build")).await;
    let another = key(7);
    setting
        .owner
        .add_user_ssh_key(setting.ada.id, &named("Desktop", &another))
        .await
        .unwrap();
    let asked = [("username", "ada"), ("fingerprint", FINGERPRINT)];
    assert_eq!(setting.keys(&asked).await, [ED25519]);
    let keys = setting.owner.user_ssh_keys(setting.ada.id).await.unwrap();
    for key in keys.items {
        let is_it = key.fingerprint == FINGERPRINT;
        assert_eq!(key.last_used_at.is_some(), is_it, "{key:?}");
    }
    let asked = [("username", "ada"), ("fingerprint", "SHA256:nothing")];
    assert!(setting.keys(&asked).await.is_empty());
}

async fn a_host_is_managed_by_those_who_manage_settings(backend: Backend) {
    let setting = Setting::new(backend, &open_to_all(" Build ")).await;
    let (owner, host) = (&setting.owner, &setting.host.host);
    assert_eq!((&*host.name, host.version), ("Build", 1));
    assert_eq!(owner.host(host.id).await.unwrap(), *host);
    let all = owner.hosts(&ListQuery::default()).await.unwrap();
    assert_eq!(all.items, std::slice::from_ref(host));
    let all = serde_json::to_string(&all).unwrap();
    assert!(setting.host.key.starts_with(&host.hint) && !all.contains(&setting.host.key));
    let same = UpdateHost {
        name: Some("Build".to_owned()),
        ..UpdateHost::default()
    };
    assert_eq!(owner.update_host(host.id, 1, &same).await.unwrap(), *host);
    let renamed = UpdateHost {
        name: Some("Build servers".to_owned()),
        ..UpdateHost::default()
    };
    let renamed = owner.update_host(host.id, 1, &renamed).await.unwrap();
    assert_eq!((&*renamed.name, renamed.version), ("Build servers", 2));
    for (field, wrong) in [
        ("name", open_to_all("")),
        (
            "groups",
            CreateHost {
                groups: vec![contract::ids::GroupId(host.id.0)],
                ..open_to_all("x")
            },
        ),
    ] {
        let refused = owner.create_host(&wrong).await.map(drop).unwrap_err();
        let errors = &refused.problem().unwrap().errors;
        assert_eq!(errors[0].field, field, "{errors:?}");
    }
    let reader = setting
        .server
        .administrator(owner, "reader@example.com", Role::ReadOnly)
        .await;
    assert_eq!(reader.host(host.id).await.unwrap(), renamed);
    let refused = reader.create_host(&open_to_all("x")).await.map(drop);
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let refused = reader.replace_host_key(host.id).await.map(drop);
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let replaced = owner.replace_host_key(host.id).await.unwrap();
    let answer = ask(&setting.server, &setting.host.key, &[("username", "ada")]).await;
    assert_eq!(answer.status(), 401);
    let answer = ask(&setting.server, &replaced.key, &[("username", "ada")]).await;
    assert_eq!(answer.status(), 200);
    let stale = owner.delete_host(host.id, 2).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    owner.delete_host(host.id, 3).await.unwrap();
    assert_eq!(
        problem_type(owner.host(host.id).await),
        ProblemType::NotFound
    );
    let answer = ask(&setting.server, &replaced.key, &[("username", "ada")]).await;
    assert_eq!(answer.status(), 401);
}

async fn a_key_of_a_host_opens_nothing_else(backend: Backend) {
    let setting = Setting::new(backend, &open_to_all("Build")).await;
    let http = reqwest::Client::new();
    for path in [
        "/api/v1/users",
        "/api/v1/hosts",
        "/api/v1/ssh-keys",
        "/api/v1/me",
    ] {
        let request = http.get(format!("{}{path}", setting.server.origin));
        let answer = request.bearer_auth(&setting.host.key).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.kind, ProblemType::Unauthenticated);
    }
    // Nor does anything else answer a host.
    let token = setting.owner.token().unwrap();
    for other in [token.as_str(), "lk_x", "x"] {
        let answer = ask(&setting.server, other, &[("username", "ada")]).await;
        assert_eq!(answer.status(), 401);
    }
    // A host of another organization does not know Ada.
    setting
        .server
        .organization("Other Ltd", "other@example.org")
        .await;
    let other = setting
        .server
        .sign_in(
            Portal::Admin,
            "other@example.org",
            harness::ADMINISTRATOR_PASSWORD,
        )
        .await;
    let theirs = other.create_host(&open_to_all("Theirs")).await.unwrap();
    let answer = ask(&setting.server, &theirs.key, &[("username", "ada")]).await;
    assert_eq!(answer.text().await.unwrap(), r#"{"keys":[]}"#);
}
