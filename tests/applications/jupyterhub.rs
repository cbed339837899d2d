//! JupyterHub with oauthenticator, set up as docs/applications/jupyterhub.md says.

use contract::applications::OidcSettings;
use harness::free_port;
use tokio::process::Command;

use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, Setting, open};
use crate::{file, installed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_group_gets_in() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let settings = OidcSettings {
        redirect_uris: vec![at("/hub/oauth_callback")],
        initiate_login_uri: Some(at("/hub/oauth_login")),
        ..OidcSettings::default()
    };
    let groups = ["Engineering", "Sales"];
    let application = setting.register("Notebooks", settings, &groups).await;
    let python = installed("LATCHKEY_TEST_APPLICATIONS_PYTHON");
    let modules = installed("LATCHKEY_TEST_APPLICATIONS_MODULES");
    let mut hub = Command::new(python.with_file_name("jupyterhub"));
    hub.arg("--config")
        .arg(file("jupyterhub/jupyterhub_config.py"))
        .current_dir(folder.path())
        .env("PROXY", modules.join(".bin/configurable-http-proxy"))
        .env("PORT", port.to_string())
        .env("HUB_PORT", free_port().to_string())
        .env("PROXY_PORT", free_port().to_string())
        .env("ISSUER", &setting.server.origin)
        .env("CLIENT_ID", &application.client_id)
        .env("CLIENT_SECRET", &application.client_secret);
    let login = at("/hub/login");
    let _hub = Listening::start(hub, folder.path(), &login).await;

    let ada = setting.browser(ADA).await;
    // From the card in the portal.
    let opened = ada.portal.open_application(application.id).await.unwrap();
    let shown = open(&ada, &opened.address).await;
    assert_eq!((shown.status, shown.url.path()), (200, "/hub/home"));
    assert!(shown.text.contains("ada"), "{shown:?}");

    // Signs in too, but is not in the group.
    let gabriel = setting.browser(GABRIEL).await;
    let opened = gabriel.portal.open_application(application.id);
    let refused = open(&gabriel, &opened.await.unwrap().address).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    assert!(refused.url.path().starts_with("/hub/"), "{refused:?}");

    // JupyterHub cannot name the session, so the person is asked.
    let shown = open(&ada, &at("/hub/logout")).await;
    assert!(
        shown.url.as_str().starts_with(&setting.server.origin),
        "{shown:?}"
    );
    assert!(shown.text.contains("/oidc/logout/confirm"), "{shown:?}");
}
