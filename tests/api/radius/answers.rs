//! What a network is answered about each user.

use client::Portal;
use contract::change::Change;
use contract::page::ListQuery;
use contract::radius::{AdmitGroup, AfterLoss, CreateRadiusClient, UpdateRadiusClient};
use contract::users::{CreateUser, LockUser, SetTemporaryPassword};
use harness::{AuthenticatorApp, Backend, USER_PASSWORD, on_both_databases};
use rules::state::UserState;

use super::{ADA, MINUTE, Setting, WRONG, attribute, site};

on_both_databases!(
    a_right_password_connects_and_a_wrong_one_does_not,
    an_account_that_may_not_sign_in_does_not_connect,
    a_password_that_is_not_enough_is_refused,
    a_network_maintains_access_where_it_says_so,
    a_group_decides_who_connects_and_in_which_vlan,
);

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
    setting.server.guess_until_locked(Portal::User, ADA).await;
    setting.connects(&setting.application_password).await;
    setting.server.clock.advance(MINUTE);
    setting.connects(USER_PASSWORD).await;
    owner.unlock_user(id).await.unwrap();
    // No setting maintains the access of a user whom an administrator has locked.
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    setting.server.clock.advance(MINUTE);
    setting.refuses(USER_PASSWORD, "locked").await;
    setting
        .refuses(&setting.application_password, "locked")
        .await;
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
