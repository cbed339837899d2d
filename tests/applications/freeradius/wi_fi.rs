//! Sign-ins with EAP-TTLS.

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use harness::AuthenticatorApp;
use identity::demo::CREDENTIALS;

use super::{ACCESS_POINT, Network, WRONG, access_point, event, user};
use crate::setting::{ADA, Setting};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wi_fi_connects_with_a_password_and_mfa_needs_an_application_password() {
    let setting = Setting::new().await;
    let network = Network::start(&setting.server.origin, &access_point(&setting).await).await;
    let (ada, password) = (user(&setting, ADA).await, CREDENTIALS.user_password);
    for inner in ["auth=PAP", "autheap=GTC"] {
        let (connected, text) = network.ttls(inner, &ada.username, password).await;
        assert!(connected, "{text}");
        // The keys of the Wi-Fi are the same on both sides.
        assert!(text.contains("MPPE keys OK: 1  mismatch: 0"), "{text}");
        // The VLAN goes through the tunnel.
        let vlan = text.split("(Tunnel-Private-Group-Id)").nth(1).unwrap();
        assert!(vlan.lines().nth(1).unwrap().contains("3432"), "{vlan}");
        let (connected, _) = network.ttls(inner, &ada.username, WRONG).await;
        assert!(!connected);
    }
    // The access point is known although the password went through a tunnel to FreeRADIUS.
    let connected = event(&setting, "connected", &ada).await;
    assert_eq!(connected.detail["network"], "Headquarters");
    assert_eq!(connected.detail["access_point"], ACCESS_POINT);
    let portal = setting.server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    portal.submit_password(password).await.unwrap();
    let wanted = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    let application_password = created.unwrap().password;
    AuthenticatorApp::add_now(&portal, "Phone").await;
    let (connected, _) = network.ttls("auth=PAP", &ada.username, password).await;
    assert!(!connected);
    let with = network.ttls("auth=PAP", &ada.username, &application_password);
    assert!(with.await.0);
    setting.owner.suspend_user(ada.id).await.unwrap();
    let with = network.ttls("auth=PAP", &ada.username, &application_password);
    assert!(!with.await.0);
}
