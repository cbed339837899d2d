//! Network access: what a RADIUS server is told about each user, and RADIUS clients themselves.

use std::time::Duration;

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::change::Change;
use contract::events::Event;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::radius::{
    AdmitGroup, AfterLoss, CreateRadiusClient, RadiusClientWithSecret, UpdateRadiusClient,
};
use contract::users::{CreateUser, LockUser, SetTemporaryPassword, User};
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use identity::crypto::Asker;
use rules::role::Role;
use rules::state::UserState;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

on_both_databases!(
    a_right_password_connects_and_a_wrong_one_does_not,
    an_account_that_may_not_sign_in_does_not_connect,
    a_password_that_is_not_enough_is_refused,
    a_network_maintains_access_where_it_says_so,
    a_group_decides_who_connects_and_in_which_vlan,
    guesses_count_with_those_at_the_portal,
    a_busy_server_neither_accepts_nor_counts,
    a_radius_client_is_managed_by_those_who_manage_settings,
    a_secret_is_shown_once_and_replaced,
    a_suspended_organization_has_no_network,
);

const ADA: &str = "ada@example.com";
const WRONG: &str = "not the password";
/// While an account is locked, one password per minute is verified.
const MINUTE: Duration = Duration::from_secs(61);
/// How long an access point waits before a user has to authenticate again.
const SESSION: &str = "3600";

/// The access points of a site, for everyone.
pub fn site(name: &str) -> CreateRadiusClient {
    CreateRadiusClient {
        name: name.to_owned(),
        network: "10.20.0.0/24".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    }
}

/// What the RADIUS server of this secret is answered, as `deploy/freeradius` asks.
async fn ask(server: &TestServer, secret: &str, username: &str, password: &str) -> (u16, Value) {
    let hex: Vec<String> = password.bytes().map(|byte| format!("{byte:02x}")).collect();
    let body = json!({
        "username": username,
        "passwordHex": hex.concat(),
        "nas": "AP-7",
        "nasAddress": "10.20.0.7",
        "station": "02-00-00-00-00-01",
    });
    let answer = reqwest::Client::new()
        .post(format!("{}/radius/authenticate", server.origin))
        .bearer_auth(secret)
        .json(&body)
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    if matches!(status, 200 | 401) && answer.headers()["content-type"] == "application/json" {
        return (status, answer.json().await.unwrap());
    }
    (status, Value::Null)
}

/// The value of an attribute of an answer, which must not be evaluated.
fn attribute<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    let attribute = answer.get(format!("reply:{name}"))?;
    assert_eq!(attribute["do_xlat"], false, "{answer}");
    attribute["value"][0].as_str()
}

/// A server with a network, Ada, and her application password.
struct Setting {
    server: TestServer,
    owner: Client,
    ada: User,
    network: RadiusClientWithSecret,
    application_password: String,
}

impl Setting {
    async fn new(backend: Backend, network: &CreateRadiusClient) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let ada = server.active_user(&owner, ADA).await;
        let network = owner.create_radius_client(network).await.unwrap();
        let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let wanted = CreateApplicationPassword {
            name: "Phone".to_owned(),
            application_id: None,
        };
        let created = portal.create_my_application_password(&wanted).await;
        Self {
            server,
            owner,
            ada,
            network,
            application_password: created.unwrap().password,
        }
    }

    async fn ask(&self, username: &str, password: &str) -> (u16, Value) {
        ask(&self.server, &self.network.secret, username, password).await
    }

    async fn connects(&self, password: &str) {
        let (status, answer) = self.ask("ada", password).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(attribute(&answer, "Session-Timeout"), Some(SESSION));
    }

    /// Ada is refused, and is told a reason with these words.
    async fn refuses(&self, password: &str, words: &str) {
        let (status, answer) = self.ask("ada", password).await;
        assert_eq!(status, 401, "{answer}");
        let reason = attribute(&answer, "Reply-Message").unwrap();
        assert!(reason.contains(words), "{reason}");
    }

    /// The events of a kind, newest first.
    async fn events(&self, action: &str) -> Vec<Event> {
        self.server.mail_settled().await;
        let query = ListQuery {
            filter: Some(format!("action:network.{action}")),
            ..ListQuery::default()
        };
        self.owner.events(&query).await.unwrap().items
    }

    async fn failed_attempts(&self) -> i32 {
        self.server.mail_settled().await;
        let row = entity::account::Entity::find_by_id(self.ada.id.0)
            .one(self.server.running.context.database().read())
            .await
            .unwrap();
        row.unwrap().failed_password_attempts
    }
}

async fn a_right_password_connects_and_a_wrong_one_does_not(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    for username in ["ada", "ADA", " ada ", ADA, "Ada@Example.com"] {
        let (status, answer) = setting.ask(username, USER_PASSWORD).await;
        assert_eq!(status, 200, "{username}: {answer}");
        // The access point decides about the VLAN.
        assert_eq!(attribute(&answer, "Tunnel-Private-Group-Id"), None);
    }
    setting.connects(&setting.application_password).await;
    let (_, wrong) = setting.ask("ada", WRONG).await;
    for (username, password) in [
        ("ada", WRONG),
        ("ada", ""),
        ("nobody", USER_PASSWORD),
        ("nobody@example.com", USER_PASSWORD),
        ("nobody", setting.application_password.as_str()),
        ("", USER_PASSWORD),
        ("ada\0", USER_PASSWORD),
    ] {
        let answer = setting.ask(username, password).await;
        assert_eq!(answer, (401, wrong.clone()), "{username}");
    }
    // An administrator is no user.
    let owner = setting.server.owner_email.as_str();
    assert_eq!(
        setting.ask(owner, harness::ADMINISTRATOR_PASSWORD).await.0,
        401
    );

    let connected = setting.events("connected").await;
    assert_eq!(connected.len(), 1, "they are counted in one event");
    let detail = &connected[0].detail;
    assert_eq!(
        connected[0].actor.name,
        connected[0].target.as_ref().unwrap().name
    );
    assert_eq!(detail["network"], "Wi-Fi");
    assert_eq!(detail["access_point"], "AP-7");
    assert_eq!(detail["access_point_address"], "10.20.0.7");
    assert_eq!(detail["station"], "02-00-00-00-00-01");
    let failed = setting.events("failed").await;
    assert_eq!(failed[0].actor.kind, "anonymous");
    assert_eq!(
        failed[0].target.as_ref().unwrap().id,
        Some(setting.ada.id.0)
    );
    assert_eq!(failed[0].detail["access_point"], "AP-7");
    let unknown = setting.events("refused").await;
    assert_eq!(unknown[0].target.as_ref().unwrap().kind, "radius_client");
    assert_eq!(unknown[0].detail["reason"], "unknown_user");
    let all = setting.owner.events(&ListQuery::default()).await.unwrap();
    let all = serde_json::to_string(&all).unwrap();
    for secret in [USER_PASSWORD, &setting.network.secret, WRONG] {
        assert!(!all.contains(secret));
    }
    let id = setting.network.radius_client.id;
    let used = setting.owner.radius_client(id).await.unwrap();
    assert!(used.last_used_at.is_some());
}

async fn an_account_that_may_not_sign_in_does_not_connect(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    let (owner, id) = (&setting.owner, setting.ada.id);
    let both = async |words: &str| {
        setting.server.clock.advance(MINUTE);
        setting.refuses(USER_PASSWORD, words).await;
        setting.refuses(&setting.application_password, words).await;
    };
    owner.suspend_user(id).await.unwrap();
    both("suspended").await;
    owner.activate_user(id).await.unwrap();
    setting.connects(USER_PASSWORD).await;
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    both("locked").await;
    owner.unlock_user(id).await.unwrap();
    setting.connects(USER_PASSWORD).await;
    owner.expire_user_password(id).await.unwrap();
    both("expired").await;
    let refused = setting.events("refused").await;
    let reasons: Vec<_> = refused
        .iter()
        .map(|event| &*event.detail["reason"])
        .collect();
    assert_eq!(reasons, ["password_expired", "locked", "suspended"]);
    assert_eq!(refused[0].detail["network"], "Wi-Fi");

    let new = CreateUser {
        email: "bob@example.com".to_owned(),
        username: "bob".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    let bob = owner.create_user(&new, None).await.unwrap().id;
    let generated = owner
        .set_temporary_password(bob, &SetTemporaryPassword::default())
        .await
        .unwrap();
    let password = generated.password.unwrap();
    let (status, answer) = setting.ask("bob", &password).await;
    let reason = attribute(&answer, "Reply-Message").unwrap();
    assert!(status == 401 && reason.contains("not active"), "{answer}");
}

async fn a_password_that_is_not_enough_is_refused(backend: Backend) {
    let setting = Setting::new(backend, &site("VPN")).await;
    let portal = setting
        .server
        .sign_in(Portal::User, ADA, USER_PASSWORD)
        .await;
    AuthenticatorApp::add(&setting.server, &portal).await;
    setting.refuses(USER_PASSWORD, "application password").await;
    setting.connects(&setting.application_password).await;
    let temporary = SetTemporaryPassword {
        password: Some("another long password".to_owned()),
    };
    setting
        .owner
        .set_temporary_password(setting.ada.id, &temporary)
        .await
        .unwrap();
    setting.refuses("another long password", "temporary").await;
    let refused = setting.events("refused").await;
    let reasons: Vec<_> = refused
        .iter()
        .map(|event| &*event.detail["reason"])
        .collect();
    assert_eq!(reasons, ["temporary_password", "factor_required"]);
}

async fn a_network_maintains_access_where_it_says_so(backend: Backend) {
    let network = CreateRadiusClient {
        on_lock: Some(AfterLoss::Maintain),
        ..site("Wi-Fi")
    };
    let setting = Setting::new(backend, &network).await;
    let (owner, id) = (&setting.owner, setting.ada.id);
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    setting.connects(&setting.application_password).await;
    setting.server.clock.advance(MINUTE);
    setting.connects(USER_PASSWORD).await;
    owner.suspend_user(id).await.unwrap();
    setting
        .refuses(&setting.application_password, "suspended")
        .await;
    owner.activate_user(id).await.unwrap();
    owner.unlock_user(id).await.unwrap();
    owner.expire_user_password(id).await.unwrap();
    setting
        .refuses(&setting.application_password, "expired")
        .await;
    let client = &setting.network.radius_client;
    let maintain = UpdateRadiusClient {
        on_expiry: Some(AfterLoss::Maintain),
        ..UpdateRadiusClient::default()
    };
    owner
        .update_radius_client(client.id, client.version, &maintain)
        .await
        .unwrap();
    setting.connects(USER_PASSWORD).await;
    setting.connects(&setting.application_password).await;
}

async fn a_group_decides_who_connects_and_in_which_vlan(backend: Backend) {
    let network = CreateRadiusClient {
        vlan: Some(10),
        ..site("Wi-Fi")
    };
    let setting = Setting::new(backend, &network).await;
    let owner = &setting.owner;
    let vlan = async || {
        let (status, answer) = setting.ask("ada", USER_PASSWORD).await;
        let vlan = attribute(&answer, "Tunnel-Private-Group-Id").map(str::to_owned);
        if vlan.is_some() {
            assert_eq!(attribute(&answer, "Tunnel-Type"), Some("VLAN"));
            assert_eq!(attribute(&answer, "Tunnel-Medium-Type"), Some("IEEE-802"));
        }
        (status, vlan)
    };
    assert_eq!(vlan().await, (200, Some("10".to_owned())));
    let staff = crate::groups::group(owner, "Staff").await;
    let builders = crate::groups::group(owner, "Builders").await;
    let admit = |id, vlan| AdmitGroup { group_id: id, vlan };
    let id = setting.network.radius_client.id;
    let change = async |update: &UpdateRadiusClient| {
        let version = owner.radius_client(id).await.unwrap().version;
        owner
            .update_radius_client(id, version, update)
            .await
            .unwrap()
    };
    let groups = UpdateRadiusClient {
        everyone: Some(false),
        groups: Some(vec![admit(builders.id, Some(42)), admit(staff.id, None)]),
        ..UpdateRadiusClient::default()
    };
    let changed = change(&groups).await;
    let names: Vec<_> = changed
        .groups
        .iter()
        .map(|group| &*group.group_name)
        .collect();
    assert_eq!(names, ["Builders", "Staff"]);
    assert_eq!(vlan().await, (401, None));
    setting
        .refuses(&setting.application_password, "no access")
        .await;
    owner
        .add_group_member(staff.id, setting.ada.id)
        .await
        .unwrap();
    assert_eq!(vlan().await, (200, Some("10".to_owned())));
    owner
        .add_group_member(builders.id, setting.ada.id)
        .await
        .unwrap();
    assert_eq!(vlan().await, (200, Some("42".to_owned())));
    let undecided = UpdateRadiusClient {
        vlan: Change::Clear,
        ..UpdateRadiusClient::default()
    };
    assert_eq!(change(&undecided).await.vlan, None);
    owner.delete_group(builders.id, 1).await.unwrap();
    assert_eq!(vlan().await, (200, None));
    // Without its last group, a network is not open to everyone.
    owner.delete_group(staff.id, 1).await.unwrap();
    assert_eq!(vlan().await, (401, None));
    assert_eq!(
        setting.events("refused").await[0].detail["reason"],
        "not_in_group"
    );
}

async fn guesses_count_with_those_at_the_portal(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    // A device that repeats an old password guesses once.
    for _ in 0..20 {
        assert_eq!(setting.ask("ada", WRONG).await.0, 401);
    }
    assert_eq!(setting.failed_attempts().await, 1);
    let stranger = setting.server.anonymous(Portal::User);
    stranger.begin_sign_in(ADA).await.unwrap();
    let wrong = stranger.submit_password(WRONG).await;
    assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
    assert_eq!(setting.failed_attempts().await, 2);
    // A right password is no attempt, and gives guessers no new ones.
    setting.connects(USER_PASSWORD).await;
    setting.connects(&setting.application_password).await;
    assert_eq!(setting.failed_attempts().await, 2);
    for number in 0..4 {
        setting.ask("ada", &format!("guess {number}")).await;
        setting.server.mail_settled().await;
    }
    let locked = setting.owner.user(setting.ada.id).await.unwrap();
    assert!(locked.password.lock.is_some(), "{locked:?}");
    setting.server.clock.advance(MINUTE);
    setting.refuses(USER_PASSWORD, "locked").await;
    setting
        .refuses(&setting.application_password, "locked")
        .await;
    setting.refuses(USER_PASSWORD, "incorrect").await;
    setting.owner.unlock_user(setting.ada.id).await.unwrap();
    // What was not verified during the lock is not remembered as wrong.
    setting.connects(USER_PASSWORD).await;
}

async fn a_busy_server_neither_accepts_nor_counts(backend: Backend) {
    let database = harness::TestDatabase::new(backend).await;
    let server = TestServer::start_on(database, |config| {
        config.security.hashing.queue = 1;
    })
    .await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let network = owner.create_radius_client(&site("Wi-Fi")).await.unwrap();
    let place = server.running.context.hasher().place(Asker::default());
    let place = place.unwrap();
    for password in [USER_PASSWORD, WRONG] {
        let (status, _) = ask(&server, &network.secret, "ada", password).await;
        assert_eq!(status, 503);
    }
    drop(place);
    let (status, _) = ask(&server, &network.secret, "ada", USER_PASSWORD).await;
    assert_eq!(status, 200);
    let failed = ListQuery {
        filter: Some("action:network.failed".to_owned()),
        ..ListQuery::default()
    };
    server.mail_settled().await;
    assert_eq!(owner.events(&failed).await.unwrap().total, 0);
}

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
