//! What a client is told about an account: only after the right password, and with the words that SSSD and
//! other clients look for.

use std::time::{Duration, Instant};

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use contract::organization::UpdateOrganization;
use harness::said;
use identity::demo::CREDENTIALS;
use rules::resource::AfterLoss;

use crate::rust_client::{connect, found};
use crate::setting::{ADA, BASE, PASSWORD, Setting};

/// A lock, a suspension or a revocation must have an effect after this time, on every server.
const AT_ONCE: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reason_is_told_after_the_right_password() {
    let it = Setting::new().await;
    for (user, data, state) in [
        ("aisha.bello", "data 775,", "Account locked"),
        ("bruno.costa", "data 775,", "Account locked"),
        ("yusuf.demir", "data 533,", "Account locked"),
        ("clara.jensen", "data 532,", "Password expired"),
        ("emily.carter", "data 773,", "Password expired"),
    ] {
        let name = format!("uid={user},ou=people,{BASE}");
        let right = it
            .run_as("ldapwhoami", (&name, PASSWORD), &["-e", "ppolicy"])
            .await;
        let text = said(&right);
        assert_eq!(right.status.code(), Some(49), "{user}: {text}");
        assert!(
            text.contains(data) && text.contains(state),
            "{user}: {text}"
        );
        // The text is there without the control, too.
        let plain = said(&it.run_as("ldapwhoami", (&name, PASSWORD), &[]).await);
        assert!(
            plain.contains(data) && !plain.contains(state),
            "{user}: {plain}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_by_an_administrator_ends_access_that_other_locks_do_not() {
    let it = Setting::new().await;
    let locked = async || {
        [
            it.found("(uid=aisha.bello)", "nsAccountLock").await,
            it.found("(uid=bruno.costa)", "nsAccountLock").await,
        ]
    };
    assert_eq!(locked().await, [["TRUE"], ["TRUE"]]);
    let organization = it.owner.organization().await.unwrap();
    let mut policy = organization.settings.directory;
    policy.on_lock = AfterLoss::Maintain;
    let change = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let changed = it.owner.update_organization(organization.version, &change);
    changed.await.unwrap();
    assert_eq!(locked().await, [["FALSE"], ["TRUE"]]);
    for (user, code) in [("aisha.bello", 0), ("bruno.costa", 49)] {
        let name = format!("uid={user},ou=people,{BASE}");
        let answer = it.run_as("ldapwhoami", (&name, PASSWORD), &[]).await;
        let text = said(&answer);
        assert_eq!(answer.status.code(), Some(code), "{user}: {text}");
        assert_eq!(text.contains("data 775,"), code != 0, "{user}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_told_about_wrong_passwords_and_unknown_names() {
    let it = Setting::new().await;
    let mut answers = Vec::new();
    for name in [
        ADA.to_owned(),
        format!("uid=clara.jensen,ou=people,{BASE}"),
        format!("uid=yusuf.demir,ou=people,{BASE}"),
        format!("uid=nobody,ou=people,{BASE}"),
        format!("cn=nobody,ou=services,{BASE}"),
        format!("cn=nobody,ou=groups,{BASE}"),
        "uid=ada,ou=people,dc=other,dc=example".to_owned(),
        BASE.to_owned(),
    ] {
        let wrong = it
            .run_as("ldapwhoami", (&name, "wrong"), &["-e", "ppolicy"])
            .await;
        assert_eq!(wrong.status.code(), Some(49), "{name}: {}", said(&wrong));
        answers.push(said(&wrong));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn access_ends_at_once_even_on_an_open_connection() {
    let it = Setting::new().await;
    let ada = it
        .server
        .sign_in(
            Portal::User,
            CREDENTIALS.user_email,
            CREDENTIALS.user_password,
        )
        .await;
    let new = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let secret = ada
        .create_my_application_password(&new)
        .await
        .unwrap()
        .password;
    let mut by_password = connect(&it, false).await;
    let mut by_secret = connect(&it, false).await;
    assert_eq!(by_password.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
    assert_eq!(by_secret.simple_bind(ADA, &secret).await.unwrap().rc, 0);

    let id = ada.me().await.unwrap().id;
    it.owner.suspend_user(id).await.unwrap();
    let since = Instant::now();
    for open in [&mut by_password, &mut by_secret] {
        assert_ne!(found(open, "(uid=ada)").await.1, 0);
    }
    let refused = by_secret.simple_bind(ADA, &secret).await.unwrap();
    assert_eq!(refused.rc, 49);
    assert!(refused.text.contains("data 533,"), "{}", refused.text);
    assert_eq!(by_password.simple_bind(ADA, PASSWORD).await.unwrap().rc, 49);
    assert!(since.elapsed() < AT_ONCE);

    it.owner.activate_user(id).await.unwrap();
    assert_eq!(by_secret.simple_bind(ADA, &secret).await.unwrap().rc, 0);
}
