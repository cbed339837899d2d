//! JupyterHub with oauthenticator, set up as docs/applications/jupyterhub.md says.

use contract::applications::OidcSettings;
use contract::groups::CreateGroup;
use contract::page::ListQuery;
use harness::drive::Browser;
use harness::free_port;
use identity::demo::CREDENTIALS;
use tempfile::TempDir;
use tokio::process::Command;

use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, Registered, Setting, open};
use crate::template::from_template;
use crate::{file, installed};

/// The group whose members are administrators of JupyterHub.
const ADMINISTRATORS: &str = "Notebook administrators";

/// A running JupyterHub.
struct Hub {
    port: u16,
    application: Registered,
    _process: Listening,
    _folder: TempDir,
}

impl Hub {
    /// Registers JupyterHub, assigns it to these groups, and starts it.
    async fn start(setting: &Setting, groups: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let settings = OidcSettings {
            redirect_uris: vec![at(port, "/hub/oauth_callback")],
            initiate_login_uri: Some(at(port, "/hub/oauth_login")),
            ..OidcSettings::default()
        };
        let application = setting.register("Notebooks", settings, groups).await;
        let sign_in = std::fs::read_to_string(file("jupyterhub/sign_in.py")).unwrap();
        Self::run(setting, folder, port, application, &sign_in).await
    }

    /// Registers JupyterHub from the catalog, assigns it to a group, and starts it with the settings that the
    /// catalog says.
    async fn from_catalog(setting: &Setting, group: &str) -> Self {
        let port = free_port();
        let (application, sign_in) =
            from_template(setting, "jupyterhub", &at(port, ""), &[group]).await;
        let folder = tempfile::tempdir().unwrap();
        Self::run(setting, folder, port, application, &sign_in).await
    }

    /// Starts JupyterHub with these settings for signing in.
    async fn run(
        setting: &Setting,
        folder: TempDir,
        port: u16,
        application: Registered,
        sign_in: &str,
    ) -> Self {
        let machine = std::fs::read_to_string(file("jupyterhub/machine.py")).unwrap();
        let config = folder.path().join("jupyterhub_config.py");
        std::fs::write(&config, format!("{machine}\n{sign_in}")).unwrap();
        let python = installed("LATCHKEY_TEST_APPLICATIONS_PYTHON");
        let modules = installed("LATCHKEY_TEST_APPLICATIONS_MODULES");
        let mut hub = Command::new(python.with_file_name("jupyterhub"));
        hub.arg("--config")
            .arg(config)
            .current_dir(folder.path())
            .env("PROXY", modules.join(".bin/configurable-http-proxy"))
            .env("PORT", port.to_string())
            .env("HUB_PORT", free_port().to_string())
            .env("PROXY_PORT", free_port().to_string())
            .env("ISSUER", &setting.server.origin)
            .env("CLIENT_ID", &application.client_id)
            .env("CLIENT_SECRET", &application.client_secret)
            .env("ADMINISTRATORS", ADMINISTRATORS);
        let process = Listening::start(hub, folder.path(), &at(port, "/hub/login")).await;
        Self {
            port,
            application,
            _process: process,
            _folder: folder,
        }
    }

    fn at(&self, path: &str) -> String {
        at(self.port, path)
    }
}

fn at(port: u16, path: &str) -> String {
    format!("http://127.0.0.1:{port}{path}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_group_gets_in() {
    let setting = Setting::new().await;
    let hub = Hub::start(&setting, &["Engineering", "Sales"]).await;

    let ada = setting.browser(ADA).await;
    // From the card in the portal.
    let opened = ada.portal.open_application(hub.application.id);
    let shown = open(&ada, &opened.await.unwrap().address).await;
    assert_eq!((shown.status, shown.url.path()), (200, "/hub/home"));
    assert!(shown.text.contains("ada"), "{shown:?}");

    // Signs in too, but is not in the group.
    let gabriel = setting.browser(GABRIEL).await;
    let opened = gabriel.portal.open_application(hub.application.id);
    let refused = open(&gabriel, &opened.await.unwrap().address).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    assert!(refused.url.path().starts_with("/hub/"), "{refused:?}");

    // JupyterHub cannot name the session, so the person is asked.
    let shown = open(&ada, &hub.at("/hub/logout")).await;
    assert!(
        shown.url.as_str().starts_with(&setting.server.origin),
        "{shown:?}"
    );
    assert!(shown.text.contains("/oidc/logout/confirm"), "{shown:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_settings_of_the_catalog_let_everyone_in_who_has_it() {
    let setting = Setting::new().await;
    let hub = Hub::from_catalog(&setting, "Sales").await;
    let gabriel = setting.browser(GABRIEL).await;
    let shown = open(&gabriel, &hub.at("/hub/oauth_login")).await;
    assert_eq!((shown.status, shown.url.path()), (200, "/hub/home"));
    assert!(shown.text.contains("gabriel"), "{shown:?}");
    let shown = open(&gabriel, &hub.at("/hub/logout")).await;
    assert!(shown.text.contains("/oidc/logout/confirm"), "{shown:?}");
}

/// Begins at JupyterHub, and signs in as Ada at the portal.
async fn sign_in(browser: &Browser, hub: &Hub) {
    browser.go(&hub.at("/hub/home")).await;
    browser.button("Sign in with Latchkey").await;
    let password = CREDENTIALS.user_password;
    browser.sign_in("Company email", ADA, password).await;
    browser.at("/hub/home").await;
    browser.find("button", "Logout", false).await;
}

/// Signs out of JupyterHub, and of Latchkey when asked.
async fn sign_out(browser: &Browser) {
    browser.button("Logout").await;
    browser.heading("Sign out?").await;
    browser.button("Sign out").await;
    browser.find("heading", "You are signed out", true).await;
    browser.find("link", "Sign in again", false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_makes_administrators_in_a_browser() {
    let setting = Setting::new().await;
    let owner = &setting.owner;
    let new = CreateGroup {
        name: ADMINISTRATORS.to_owned(),
        description: None,
    };
    let group = owner.create_group(&new, None).await.unwrap().id;
    let hub = Hub::start(&setting, &["Engineering", ADMINISTRATORS]).await;
    let browser = Browser::open(&setting.server.origin).await;
    sign_in(&browser, &hub).await;
    assert!(browser.seek("link", "Admin", false).await.is_none());
    sign_out(&browser).await;
    // JupyterHub has forgotten her, too.
    browser.go(&hub.at("/hub/home")).await;
    browser.find("button", "Sign in with Latchkey", false).await;

    // At the next sign-in, JupyterHub learns that she is in the group now.
    let query = ListQuery {
        search: Some(ADA.to_owned()),
        ..ListQuery::default()
    };
    let found = owner.users(&query).await.unwrap();
    let ada = found.items.iter().find(|user| user.email == ADA).unwrap();
    owner.add_group_member(group, ada.id).await.unwrap();
    sign_in(&browser, &hub).await;
    browser.link("Admin").await;
    browser.see("Shutdown Hub").await;
    sign_out(&browser).await;
}
