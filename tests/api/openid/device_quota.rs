//! How many devices strangers may begin: anybody can do it as a public application (attack class 34).

use contract::applications::OidcSettings;
use entity::device_authorization;
use harness::{Backend, RelyingParty, TestDatabase, TestServer, on_both_databases};
use latchkey::config::{Config, Quota};
use rules::openid::{ClientAuthentication, ClientKind};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::Setting;
use super::device_grant::{Device, for_devices};

on_both_databases!(strangers_begin_no_more_devices_than_they_may_sign_in);

const FORM: [(&str, &str); 1] = [("scope", "openid")];

async fn strangers_begin_no_more_devices_than_they_may_sign_in(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    let few = |config: &mut Config| {
        config.limits.sign_in = Quota {
            per_minute: 1,
            burst: 30,
        };
    };
    let public = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..for_devices()
    };
    let here = Setting::on(TestServer::start_on(database, few).await, public).await;
    let known = RelyingParty::named(&here.server, &here.owner, "Known", for_devices()).await;
    let first = Device::begin(&here.rp).await;
    let mut begun = 1;
    loop {
        let (status, answer) = here.rp.post("/oidc/device", &FORM).await;
        if status == 429 {
            break;
        }
        assert_eq!(status, 200, "{answer}");
        begun += 1;
        assert!(begun <= 30);
    }
    let context = &here.server.running.context;
    let stored = device_authorization::Entity::find();
    let stored = stored.count(context.database().read()).await.unwrap();
    assert_eq!(stored, begun);
    // What is wrong is refused before.
    let (status, answer) = here.rp.post("/oidc/device", &[("scope", "email")]).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_scope")));
    // Devices that have begun, and applications that prove who they are, are not concerned.
    assert_eq!(first.error(&here.rp).await, "authorization_pending");
    let (status, answer) = known.post("/oidc/device", &FORM).await;
    assert_eq!(status, 200, "{answer}");
}
