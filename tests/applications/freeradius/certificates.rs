//! FreeRADIUS sends passwords only to a Latchkey server whose certificate it trusts.

use harness::TlsProxy;
use identity::demo::CREDENTIALS;

use super::{Answer, Network, access_point, user};
use crate::setting::{ADA, Setting};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_authority_and_the_name_in_the_certificate_count() {
    let setting = Setting::new().await;
    let access_point = access_point(&setting).await;
    let ada = user(&setting, ADA).await;
    let (server, folder) = (&setting.server.origin, setting.installation.folder());
    let trusted = TlsProxy::start(server, folder, "trusted").await;
    let other = TlsProxy::start(server, folder, "other").await;
    for (url, is_trusted) in [
        (&trusted.origin, true),
        (&trusted.misnamed, false),
        (&other.origin, false),
    ] {
        let network = Network::trusting(Some(&trusted.authority), url, &access_point).await;
        let password = CREDENTIALS.user_password;
        let answer = network.radclient(&ada.username, password, "3", true).await;
        if is_trusted {
            assert!(matches!(answer, Answer::Accepted(_)), "{answer:?}");
        } else {
            // The password was not wrong.
            assert_eq!(answer, Answer::Silence, "{url}");
        }
    }
}
