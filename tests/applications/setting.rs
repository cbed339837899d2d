//! The demo organization on a real server, with applications, and people in their browsers.

use std::time::Duration;

use client::{Client, Portal};
use contract::applications::{Application, CreateApplication, OidcSettings, SamlSettings};
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use harness::{Backend, Installation, Server, Surfer, until};
use identity::demo::CREDENTIALS;
use reqwest::Response;
use url::Url;

/// How long something may take that happens in the background.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// More redirects are a loop.
const MOST_REDIRECTS: usize = 20;

/// Is in the group Engineering.
pub const ADA: &str = CREDENTIALS.user_email;
/// Is in the group Sales.
pub const GABRIEL: &str = "gabriel.santos@example.com";

/// A server with the demo organization.
pub struct Setting {
    pub installation: Installation,
    pub server: Server,
    pub owner: Client,
}

/// An application with its credentials.
pub struct Registered {
    pub id: ApplicationId,
    pub client_id: String,
    pub client_secret: String,
}

impl Setting {
    /// Starts a server that may send logout notices to this machine.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with changes of the configuration.
    pub async fn with(configure: impl FnOnce(&mut Installation)) -> Self {
        let mut installation = Installation::new(Backend::Sqlite).await;
        installation.set("server", "logout_notice_networks", "['127.0.0.1/32']");
        configure(&mut installation);
        let server = installation.start_with(&["--demo"]).await;
        // The demo is created after the server has begun to listen.
        let owner = until(PATIENCE, "the demo", async || {
            let owner = server.anonymous(Portal::Admin);
            owner.begin_sign_in(CREDENTIALS.owner_email).await.ok()?;
            let password = CREDENTIALS.owner_password;
            owner.submit_password(password).await.ok()?;
            Some(owner)
        })
        .await;
        let jwks = format!("{}/oidc/jwks", server.origin);
        until(PATIENCE, "the keys of the server", async || {
            let text = reqwest::get(&jwks).await.ok()?.text().await.ok()?;
            text.contains("\"RS256\"").then_some(())
        })
        .await;
        Self {
            installation,
            server,
            owner,
        }
    }

    /// Registers an application, and assigns it to the groups with these names.
    pub async fn register(
        &self,
        name: &str,
        settings: OidcSettings,
        groups: &[&str],
    ) -> Registered {
        let new = CreateApplication::oidc(name, settings);
        let id = self.owner.create_application(&new, None).await.unwrap().id;
        self.with_secret(id, groups).await
    }

    /// Assigns an application to the groups with these names, and creates a secret for it.
    pub async fn with_secret(&self, id: ApplicationId, groups: &[&str]) -> Registered {
        self.assign(id, groups).await;
        let created = self.owner.create_client_secret(id).await.unwrap();
        Registered {
            id,
            client_id: id.to_string(),
            client_secret: created.secret,
        }
    }

    /// Registers an application that uses SAML, and assigns it to the groups with these names.
    pub async fn register_saml(
        &self,
        name: &str,
        settings: SamlSettings,
        groups: &[&str],
    ) -> Application {
        let new = CreateApplication::saml(name, settings);
        let made = self.owner.create_application(&new, None).await.unwrap();
        self.assign(made.id, groups).await;
        made
    }

    async fn assign(&self, id: ApplicationId, groups: &[&str]) {
        let all = self.owner.groups(&ListQuery::default()).await.unwrap();
        for name in groups {
            let group = all.items.iter().find(|group| group.name == *name).unwrap();
            let assigned = self.owner.assign_application_to_group(id, group.id);
            assigned.await.unwrap();
        }
    }

    /// A browser in which a person of the demo is signed in to the User Portal.
    pub async fn browser(&self, email: &str) -> Surfer {
        let browser = Surfer::at(&self.server.origin);
        browser.sign_in_with(email, CREDENTIALS.user_password).await;
        browser
    }
}

/// Opens an address, and follows redirects until one leads to an address that begins with `stop`.
/// Returns that address. Nothing needs to listen there.
pub async fn sent_to(browser: &Surfer, address: &str, stop: &str) -> String {
    let mut url = Url::parse(address).unwrap();
    for _ in 0..MOST_REDIRECTS {
        let response = browser.http.get(url.clone()).send().await.unwrap();
        let Some(next) = next(&url, &response) else {
            let status = response.status();
            panic!(
                "{url} answers with {status}: {}",
                response.text().await.unwrap()
            );
        };
        if next.as_str().starts_with(stop) {
            return next.into();
        }
        url = next;
    }
    panic!("{address} leads in circles");
}

/// A page that a browser shows.
#[derive(Debug)]
pub struct Shown {
    pub url: Url,
    pub status: u16,
    pub text: String,
}

/// Opens an address as a browser does, following redirects.
pub async fn open(browser: &Surfer, address: &str) -> Shown {
    let request = browser.http.get(address);
    arrive(browser, address, request.send().await.unwrap()).await
}

/// Follows the redirects of a response from this address.
pub async fn arrive(browser: &Surfer, address: &str, response: Response) -> Shown {
    let (mut url, mut response) = (Url::parse(address).unwrap(), response);
    for _ in 0..MOST_REDIRECTS {
        let Some(next) = next(&url, &response) else {
            return Shown {
                url,
                status: response.status().as_u16(),
                text: response.text().await.unwrap(),
            };
        };
        response = browser.http.get(next.clone()).send().await.unwrap();
        url = next;
    }
    panic!("{address} leads in circles");
}

/// Where a response leads.
fn next(url: &Url, response: &Response) -> Option<Url> {
    if !response.status().is_redirection() {
        return None;
    }
    let location = response.headers().get("location")?;
    Some(url.join(location.to_str().unwrap()).unwrap())
}
