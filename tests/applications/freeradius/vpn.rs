//! Sign-ins with PAP.

use std::time::{Duration, Instant};

use contract::application_passwords::CreateApplicationPassword;
use contract::users::{LockUser, SetTemporaryPassword, User};
use harness::AuthenticatorApp;
use identity::demo::CREDENTIALS;

use super::{Answer, Network, WRONG, access_point, event, user};
use crate::setting::{ADA, GABRIEL, Setting};

/// Is in the group Engineering, as Ada is.
const AMARA: &str = "amara.okafor@example.com";
/// Within this time, a change of an account applies at the access point.
const AT_ONCE: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vpn_learns_who_may_connect_and_why_not() {
    let setting = Setting::new().await;
    let access_point = access_point(&setting).await;
    let network = Network::start(&setting.server.origin, &access_point).await;
    let (ada, password) = (user(&setting, ADA).await, CREDENTIALS.user_password);
    let (owner, username) = (&setting.owner, &*ada.username);
    let accepted = async |password: &str| match network.pap(username, password).await {
        Answer::Accepted(answer) => answer,
        other => panic!("{other:?}"),
    };
    let refused = async |password: &str, words: &str| match network.pap(username, password).await {
        Answer::Rejected(answer) => assert!(answer.contains(words), "{answer}"),
        other => panic!("{other:?}"),
    };
    let answer = accepted(password).await;
    for attribute in [
        "Session-Timeout = 3600",
        "Tunnel-Type:0 = VLAN",
        "Tunnel-Medium-Type:0 = IEEE-802",
        "Tunnel-Private-Group-Id:0 = \"42\"",
    ] {
        assert!(answer.contains(attribute), "{answer}");
    }
    refused(WRONG, "incorrect").await;
    let unknown = network.pap("nobody", password).await;
    assert!(matches!(&unknown, Answer::Rejected(answer) if answer.contains("incorrect")));
    // Not in the group.
    let gabriel = user(&setting, GABRIEL).await;
    let outside = network.pap(&gabriel.username, password).await;
    assert!(matches!(&outside, Answer::Rejected(answer) if answer.contains("no access")));
    // The sender of a request without the attribute cannot be verified.
    let forged = network.radclient(username, password, "2", false).await;
    assert_eq!(forged, Answer::Silence);

    owner.suspend_user(ada.id).await.unwrap();
    let since = Instant::now();
    refused(password, "suspended").await;
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    owner.activate_user(ada.id).await.unwrap();
    accepted(password).await;

    let portal = setting.browser(ADA).await.portal;
    let wanted = CreateApplicationPassword {
        name: "VPN".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    let application_password = created.unwrap().password;
    accepted(&application_password).await;
    owner.lock_user(ada.id, &LockUser::default()).await.unwrap();
    refused(&application_password, "locked").await;
    owner.unlock_user(ada.id).await.unwrap();
    owner.expire_user_password(ada.id).await.unwrap();
    refused(password, "expired").await;
    refused(&application_password, "expired").await;
    // Characters that are special in a configuration, in JSON and in UTF-8.
    let temporary = "\"quoted\\ %{User-Name} Käsespätzle";
    let set = SetTemporaryPassword {
        password: Some(temporary.to_owned()),
    };
    owner.set_temporary_password(ada.id, &set).await.unwrap();
    refused(temporary, "temporary").await;

    let event = event(&setting, "refused", &ada).await;
    assert_eq!(event.detail["network"], "Headquarters");
    assert_eq!(event.detail["access_point"], "VPN-1");

    // The secret in the configuration of FreeRADIUS is not the one in Latchkey any more.
    let amara = user(&setting, AMARA).await;
    let right = network.pap(&amara.username, password).await;
    assert!(matches!(right, Answer::Accepted(_)), "{right:?}");
    let id = access_point.radius_client.id;
    owner.replace_radius_client_secret(id).await.unwrap();
    let right = network.pap(&amara.username, password).await;
    // As if Latchkey were away: it does not know who asks, and the password was not wrong.
    assert_eq!(right, Answer::Silence);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_not_enough_is_refused_with_the_reason() {
    let setting = Setting::new().await;
    let access_point = access_point(&setting).await;
    let network = Network::start(&setting.server.origin, &access_point).await;
    let refused = async |user: &User, password: &str, words: &str| match network
        .pap(&user.username, password)
        .await
    {
        Answer::Rejected(answer) => assert!(answer.contains(words), "{answer}"),
        other => panic!("{other:?}"),
    };
    // Without a password, nobody can know a right one.
    let staged = user(&setting, "viktor.horvat@example.com").await;
    refused(&staged, WRONG, "incorrect").await;
    let first = "for the first day only";
    let temporary = SetTemporaryPassword {
        password: Some(first.to_owned()),
    };
    let set = setting.owner.set_temporary_password(staged.id, &temporary);
    set.await.unwrap();
    refused(&staged, first, "not active").await;

    let amara = user(&setting, AMARA).await;
    let portal = setting.browser(AMARA).await.portal;
    AuthenticatorApp::add_now(&portal, "Phone").await;
    refused(&amara, CREDENTIALS.user_password, "application password").await;
    let event = event(&setting, "refused", &amara).await;
    assert_eq!(event.detail["reason"], "factor_required");
    refused(&amara, WRONG, "incorrect").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_state_of_an_account_is_the_reason_after_its_password_only() {
    let setting = Setting::new().await;
    let access_point = access_point(&setting).await;
    let network = Network::start(&setting.server.origin, &access_point).await;
    let refused = async |username: &str, password: &str, words: &str| match network
        .pap(username, password)
        .await
    {
        Answer::Rejected(answer) => assert!(answer.contains(words), "{username}: {answer}"),
        other => panic!("{username}: {other:?}"),
    };
    for (username, words) in [
        // Locked after wrong passwords, and by an administrator.
        ("aisha.bello", "locked"),
        ("bruno.costa", "locked"),
        ("yusuf.demir", "suspended"),
        ("clara.jensen", "expired"),
        ("emily.carter", "temporary"),
    ] {
        refused(username, CREDENTIALS.user_password, words).await;
        refused(username, WRONG, "incorrect").await;
    }
}
