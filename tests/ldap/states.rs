//! What a client is told about an account: only after the right password, and with the words that SSSD and
//! other clients look for.

use std::time::{Duration, Instant};

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::users::SetTemporaryPassword;
use harness::{AuthenticatorApp, problem_type, said, until};
use identity::demo::CREDENTIALS;
use rules::lockout::LockoutPolicy;
use rules::password_aging::{AgingPolicy, days};
use rules::resource::AfterLoss;
use rules::status::LockReason;

use crate::rust_client::{connect, found};
use crate::setting::{ADA, BASE, PASSWORD, PATIENCE, Setting, output, user};

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
    it.set_directory(|policy| policy.on_lock = AfterLoss::Maintain)
        .await;
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
async fn an_expired_password_authenticates_where_the_organization_says_so() {
    let it = Setting::new().await;
    let name = format!("uid=clara.jensen,ou=people,{BASE}");
    let bind = async |password: &str| {
        let answer = it.run_as("ldapwhoami", (&name, password), &[]).await;
        (answer.status.code(), said(&answer))
    };
    let is_locked = async || it.found("(uid=clara.jensen)", "nsAccountLock").await;
    let (code, text) = bind(PASSWORD).await;
    assert!(code == Some(49) && text.contains("data 532,"), "{text}");
    assert_eq!(is_locked().await, ["TRUE"]);
    it.set_directory(|policy| policy.on_password_expiry = AfterLoss::Maintain)
        .await;
    assert_eq!(bind(PASSWORD).await, (Some(0), format!("dn:{name}\n")));
    assert_eq!(is_locked().await, ["FALSE"]);
    assert_eq!(bind("wrong").await.0, Some(49));
    // A temporary password has to be replaced all the same, and a suspension ends the access.
    let emily = format!("uid=emily.carter,ou=people,{BASE}");
    let temporary = it.run_as("ldapwhoami", (&emily, PASSWORD), &[]).await;
    let text = said(&temporary);
    assert_eq!(temporary.status.code(), Some(49), "{text}");
    assert!(text.contains("data 773,"), "{text}");
    let clara = user(&it, "clara.jensen").await;
    it.owner.suspend_user(clara).await.unwrap();
    let (code, text) = bind(PASSWORD).await;
    assert!(code == Some(49) && text.contains("data 533,"), "{text}");
    assert_eq!(is_locked().await, ["TRUE"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guesses_here_and_in_the_portal_lock_together() {
    let it = Setting::new().await;
    let ada = user(&it, "ada").await;
    let lock = async || it.owner.user(ada).await.unwrap().password.lock;
    let portal = it.server.anonymous(Portal::User);
    portal.begin_sign_in(CREDENTIALS.user_email).await.unwrap();
    let most = LockoutPolicy::default().failed_password_attempts;
    for number in 0..most / 2 {
        let guess = format!("guess {number} here");
        let here = it.run_as("ldapwhoami", (ADA, &guess), &[]).await;
        assert_eq!(here.status.code(), Some(49), "{}", said(&here));
        assert_eq!(lock().await, None, "{number}");
        let guess = format!("guess {number} there");
        let there = portal.submit_password(&guess).await;
        assert_eq!(problem_type(there), ProblemType::WrongCredentials);
    }
    // The last of them locks. It is recorded after the answer.
    let lock = until(PATIENCE, "the lock", lock).await;
    assert_eq!(lock.reason, LockReason::FailedPasswordAttempts);
    let refused = it.run_as("ldapwhoami", (ADA, PASSWORD), &[]).await;
    assert_eq!(refused.status.code(), Some(49), "{}", said(&refused));
    portal.begin_sign_in(CREDENTIALS.user_email).await.unwrap();
    let refused = portal.submit_password(PASSWORD).await;
    assert_eq!(problem_type(refused), ProblemType::WrongCredentials);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_staged_user_is_refused_and_told_so() {
    let it = Setting::new().await;
    let name = format!("uid=viktor.horvat,ou=people,{BASE}");
    // Without a password, nobody can know a right one.
    let unknown = it.run_as("ldapwhoami", (&name, PASSWORD), &[]).await;
    assert_eq!(unknown.status.code(), Some(49));
    assert!(!said(&unknown).contains("data"), "{}", said(&unknown));
    let first = "for the first day only";
    let temporary = SetTemporaryPassword {
        password: Some(first.to_owned()),
    };
    let viktor = user(&it, "viktor.horvat").await;
    let set = it.owner.set_temporary_password(viktor, &temporary).await;
    set.unwrap();
    let arguments = ["-e", "ppolicy"];
    let staged = it.run_as("ldapwhoami", (&name, first), &arguments).await;
    let text = said(&staged);
    assert_eq!(staged.status.code(), Some(49), "{text}");
    assert!(
        text.contains("not active yet; data 533,") && text.contains("Account locked"),
        "{text}"
    );
    // Nor can the password be replaced yet.
    let mut change = it.tool("ldappasswd");
    change.args(["-a", first, "-s", PASSWORD, name.as_str()]);
    let changed = said(&output(change).await);
    assert!(changed.contains("Invalid credentials (49)"), "{changed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_mfa_is_due_an_application_password_is_required() {
    let it = Setting::new().await;
    let email = CREDENTIALS.user_email;
    let ada = it.server.sign_in(Portal::User, email, PASSWORD).await;
    let new = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let phone = ada.create_my_application_password(&new).await.unwrap();
    let before = it.run_as("ldapwhoami", (ADA, PASSWORD), &[]).await;
    assert!(before.status.success(), "{}", said(&before));
    AuthenticatorApp::add_now(&ada, "Phone").await;
    let with_control = ["-e", "ppolicy"];
    let refused = it
        .run_as("ldapwhoami", (ADA, PASSWORD), &with_control)
        .await;
    let text = said(&refused);
    assert_eq!(refused.status.code(), Some(49), "{text}");
    assert!(text.contains("use an application password"), "{text}");
    // The password is neither expired nor locked, so the control says nothing.
    for state in ["data ", "expired", "Account locked"] {
        assert!(!text.contains(state), "{text}");
    }
    let right = it.run_as("ldapwhoami", (ADA, &phone.password), &[]).await;
    assert_eq!(said(&right).trim(), format!("dn:{ADA}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_expires_soon_is_announced() {
    let it = Setting::new().await;
    let aging = AgingPolicy {
        has_maximum_age: true,
        maximum_age_days: 420,
        ..AgingPolicy::default()
    };
    let change = UpdateOrganization {
        aging_policy: Some(aging.into()),
        ..UpdateOrganization::default()
    };
    let version = it.owner.organization().await.unwrap().version;
    it.owner
        .update_organization(version, &change)
        .await
        .unwrap();
    // Hers is 412 days old.
    let announced = it.run_as("ldapwhoami", (ADA, PASSWORD), &["-e", "ppolicy"]);
    let announced = announced.await;
    let text = said(&announced);
    assert!(announced.status.success(), "{text}");
    let seconds = text.split("Password expires in ").nth(1).unwrap_or(&text);
    let seconds: u64 = seconds.split(' ').next().unwrap().parse().unwrap();
    let expected = days(7).as_secs()..=days(8).as_secs();
    assert!(expected.contains(&seconds), "{text}");
    // Clients that do not ask are not told, and 388 days are not soon.
    let other = format!("uid=amara.okafor,ou=people,{BASE}");
    let quiet: [(&str, &[&str]); 2] = [(ADA, &[]), (&other, &["-e", "ppolicy"])];
    for (name, arguments) in quiet {
        let quiet = it.run_as("ldapwhoami", (name, PASSWORD), arguments).await;
        assert_eq!(said(&quiet).trim(), format!("dn:{name}"));
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
