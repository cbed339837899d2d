//! MLflow with mlflow-oidc-auth, set up as docs/applications/mlflow.md and the catalog say.

use contract::applications::OidcSettings;
use contract::groups::CreateGroup;
use contract::ids::GroupId;
use contract::page::ListQuery;
use harness::drive::Browser;
use harness::free_port;
use identity::demo::CREDENTIALS;
use tempfile::TempDir;
use tokio::process::Command;

use crate::installed;
use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, PATIENCE, Registered, Setting};
use crate::template::from_template;

/// The group whose members are administrators of MLflow.
const ADMINISTRATORS: &str = "MLflow administrators";
/// The link on MLflow's sign-in page.
const SIGN_IN: &str = "Sign in with Latchkey";
/// Only administrators have this link.
const OF_ADMINISTRATORS: &str = "Trash";

/// A running MLflow.
struct Tracking {
    port: u16,
    _process: Listening,
    _folder: TempDir,
}

impl Tracking {
    /// Registers MLflow, assigns it to these groups, and starts it. The group Engineering gets in.
    async fn start(setting: &Setting, groups: &[&str]) -> Self {
        let port = free_port();
        let settings = OidcSettings {
            redirect_uris: vec![at(port, "/callback")],
            after_logout_uris: vec![at(port, "/oidc/ui/auth")],
            initiate_login_uri: Some(at(port, "/login")),
            ..OidcSettings::default()
        };
        let application = setting.register("Models", settings, groups).await;
        let Registered {
            client_id,
            client_secret,
            ..
        } = &application;
        let issuer = &setting.server.origin;
        let redirect = at(port, "/callback");
        let environment = format!(
            "OIDC_DISCOVERY_URL={issuer}/.well-known/openid-configuration\n\
             OIDC_CLIENT_ID={client_id}\n\
             OIDC_CLIENT_SECRET={client_secret}\n\
             OIDC_REDIRECT_URI={redirect}\n\
             OIDC_SCOPE=openid profile email groups\n\
             OIDC_PROVIDER_DISPLAY_NAME=Sign in with Latchkey\n\
             OIDC_USERNAME_FIELD=preferred_username\n\
             OIDC_GROUP_NAME=Engineering\n\
             OIDC_ADMIN_GROUP_NAME={ADMINISTRATORS}\n"
        );
        Self::run(port, &environment).await
    }

    /// Starts MLflow with these environment variables, one a line.
    async fn run(port: u16, environment: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let python = installed("LATCHKEY_TEST_APPLICATIONS_MLFLOW");
        let mut server = Command::new(python.with_file_name("mlflow"));
        server
            .args(["server", "--app-name", "oidc-auth", "--workers", "1"])
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--backend-store-uri", "sqlite:///mlflow.db"])
            .args(["--artifacts-destination", "artifacts"])
            .current_dir(folder.path())
            .env("OIDC_USERS_DB_URI", "sqlite:///users.db")
            .env("SECRET_KEY", "a key for the cookies of a test")
            .env("MLFLOW_DISABLE_TELEMETRY", "true")
            .envs(environment.lines().filter_map(|line| line.split_once('=')));
        let process = Listening::start(server, folder.path(), &at(port, "/health")).await;
        Self {
            port,
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

/// Creates the group of the administrators of MLflow.
async fn administrators(setting: &Setting) -> GroupId {
    let new = CreateGroup {
        name: ADMINISTRATORS.to_owned(),
        description: None,
    };
    setting.owner.create_group(&new, None).await.unwrap().id
}

/// A browser that waits for the pages of MLflow, which take longer than ours on a busy machine.
async fn open(setting: &Setting) -> Browser {
    let browser = Browser::open(&setting.server.origin).await;
    browser.with_patience(PATIENCE)
}

/// Begins at MLflow, and signs in at the portal.
async fn sign_in(browser: &Browser, tracking: &Tracking, email: &str) {
    browser.go(&tracking.at("/")).await;
    browser.see(SIGN_IN).await;
    browser.link(SIGN_IN).await;
    let password = CREDENTIALS.user_password;
    browser.sign_in("Company email", email, password).await;
}

/// Signs out of MLflow, and so of Latchkey, because MLflow names the session.
async fn sign_out(browser: &Browser, tracking: &Tracking) {
    let link = browser.find("link", "Logout", false).await;
    let logout = link.prop("href").await.unwrap();
    assert_eq!(logout, Some(tracking.at("/logout")));
    // A click would race against the requests of the page: MLflow begins a new sign-in if one of them is
    // refused because the session has just ended.
    browser.go(&tracking.at("/health")).await;
    browser.go(&tracking.at("/logout")).await;
    browser.see(SIGN_IN).await;
    browser.at("/oidc/ui/auth").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_decide_who_gets_in_and_who_administers() {
    let setting = Setting::new().await;
    let group = administrators(&setting).await;
    let groups = ["Engineering", "Sales", ADMINISTRATORS];
    let tracking = Tracking::start(&setting, &groups).await;
    let browser = open(&setting).await;
    sign_in(&browser, &tracking, ADA).await;
    browser.see("Hello, Ada Lovelace").await;
    browser.see("Experiments").await;
    let administers = browser.seek("link", OF_ADMINISTRATORS, false).await;
    assert!(administers.is_none());
    sign_out(&browser, &tracking).await;

    // At the next sign-in, MLflow learns that she is in the group now.
    let owner = &setting.owner;
    let query = ListQuery {
        search: Some(ADA.to_owned()),
        ..ListQuery::default()
    };
    let found = owner.users(&query).await.unwrap();
    let ada = found.items.iter().find(|user| user.email == ADA).unwrap();
    owner.add_group_member(group, ada.id).await.unwrap();
    sign_in(&browser, &tracking, ADA).await;
    browser.see(OF_ADMINISTRATORS).await;
    browser.find("link", OF_ADMINISTRATORS, false).await;
    sign_out(&browser, &tracking).await;

    // Gabriel may open it, but MLflow expects another group.
    sign_in(&browser, &tracking, GABRIEL).await;
    browser.see("User is not allowed to login").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_settings_of_the_catalog_let_everyone_in_who_has_it() {
    let setting = Setting::new().await;
    let port = free_port();
    let (_, environment) = from_template(&setting, "mlflow", &at(port, ""), &["Sales"]).await;
    let tracking = Tracking::run(port, &environment).await;
    let browser = open(&setting).await;
    sign_in(&browser, &tracking, GABRIEL).await;
    browser.see("Hello, Gabriel Santos").await;
    sign_out(&browser, &tracking).await;
}
