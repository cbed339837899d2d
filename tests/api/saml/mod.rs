//! SAML: what applications get, and what nobody gets.

mod attacks;
mod certificates;
mod consumers;
mod contexts;
mod flow;
mod logout;
mod lost_access;
mod metadata;
mod names;
mod pages;
mod replay;
mod settings;
mod signatures;
mod unsolicited;

use client::Client;
use contract::applications::{SamlSettings, UpdateApplication};
use contract::change::Patch;
use contract::ids::UserId;
use harness::saml::{Form, ServiceProvider};
use harness::{Backend, Surfer, TestServer};
use reqwest::Response;

pub const ADA: &str = "ada@example.com";

/// A server with an application that is open to everyone, and Ada, who is signed in.
pub struct Setting {
    pub server: TestServer,
    pub owner: Client,
    pub sp: ServiceProvider,
    pub user: UserId,
    pub ada: Surfer,
}

impl Setting {
    pub async fn new(backend: Backend) -> Self {
        Self::with(backend, harness::saml::settings()).await
    }

    pub async fn with(backend: Backend, settings: SamlSettings) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let user = server.active_user(&owner, ADA).await.id;
        let sp = ServiceProvider::new(&server, &owner, settings).await;
        let ada = Surfer::signed_in(&server, ADA).await;
        Self {
            server,
            owner,
            sp,
            user,
            ada,
        }
    }

    /// Changes the settings of the application.
    pub async fn change(&self, change: impl FnOnce(&mut SamlSettings)) {
        let now = self.owner.application(self.sp.id).await.unwrap();
        let before = now.saml.unwrap();
        let mut after = before.clone();
        change(&mut after);
        let update = UpdateApplication {
            saml: Some(Patch::between(&before, &after)),
            ..UpdateApplication::default()
        };
        let changed = self
            .owner
            .update_application(self.sp.id, now.version, &update);
        assert_eq!(changed.await.unwrap().saml, Some(after));
    }

    /// Goes to the server with this query. Returns what its page says instead of an answer to the
    /// application.
    pub async fn refused(&self, query: &str) -> String {
        page(self.ada.get(&self.sp.sso(query)).await).await
    }
}

/// What a page says that refuses a request. Nothing goes to any application.
pub async fn page(response: Response) -> String {
    assert!(response.headers().get("location").is_none(), "{response:?}");
    let status = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(status, 400, "{text}");
    assert!(Form::find(&text).is_none(), "{text}");
    text
}
