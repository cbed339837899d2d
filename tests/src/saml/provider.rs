//! An application that uses SAML, played by raw HTTP requests.

use std::sync::LazyLock;

use client::Client;
use contract::applications::{AssertionConsumer, CreateApplication, SamlProvider, SamlSettings};
use contract::ids::ApplicationId;
use identity::clock::{Clock, MovableClock};
use rules::application::OpenTo;
use rules::saml::CertificateState;
use url::Url;

use super::answer::{Answer, Assertion, Form};
use super::keys::SamlKey;
use super::messages::{Message, query, signed_query};
use crate::{Surfer, TestServer};

/// The entity ID of the application.
pub const SP: &str = "https://sp.example.com/metadata";
/// The address that gets its responses.
pub const ACS: &str = "https://sp.example.com/acs";
/// Another one, which has the index 7.
pub const SECOND_ACS: &str = "https://sp.example.com/second?a=1";
/// The address that gets responses to sign-outs.
pub const SIGNED_OUT: &str = "https://sp.example.com/signed-out";
/// What the application sends with a request and wants back.
pub const RELAY_STATE: &str = "https://sp.example.com/page?a=1&b=<2>\"'+ü";

/// The key of the application.
pub fn sp_key() -> &'static SamlKey {
    static KEY: LazyLock<SamlKey> = LazyLock::new(SamlKey::generate);
    &KEY
}

/// The key of somebody else.
pub fn foreign_key() -> &'static SamlKey {
    static KEY: LazyLock<SamlKey> = LazyLock::new(SamlKey::generate);
    &KEY
}

/// An address that gets responses.
pub fn consumer(url: &str, index: u32) -> AssertionConsumer {
    AssertionConsumer {
        url: url.to_owned(),
        index,
    }
}

/// The settings of an application on a server.
pub fn settings() -> SamlSettings {
    SamlSettings {
        entity_id: SP.to_owned(),
        consumers: vec![consumer(ACS, 0), consumer(SECOND_ACS, 7)],
        request_certificates: vec![sp_key().certificate.clone()],
        logout_url: Some(SIGNED_OUT.to_owned()),
        ..SamlSettings::default()
    }
}

/// An application with what was entered in it.
pub struct ServiceProvider {
    /// Its identifier.
    pub id: ApplicationId,
    /// Its entity ID.
    pub entity_id: String,
    /// What its administrator has entered in it.
    pub provider: SamlProvider,
    clock: MovableClock,
}

impl ServiceProvider {
    /// Registers an application that is open to everyone in the organization of `owner`.
    pub async fn new(server: &TestServer, owner: &Client, settings: SamlSettings) -> Self {
        Self::named(server, owner, "Wiki", settings).await
    }

    /// The same with another name.
    pub async fn named(
        server: &TestServer,
        owner: &Client,
        name: &str,
        settings: SamlSettings,
    ) -> Self {
        let entity_id = settings.entity_id.clone();
        let new = CreateApplication {
            open_to: Some(OpenTo::Everyone),
            ..CreateApplication::saml(name, settings)
        };
        let made = owner.create_application(&new, None).await.unwrap();
        Self {
            id: made.id,
            entity_id,
            provider: made.saml_provider.unwrap(),
            clock: server.clock.clone(),
        }
    }

    /// The certificate whose key signs, as PEM.
    pub fn certificate(&self) -> &str {
        let mut all = self.provider.certificates.iter();
        let current = all.find(|one| one.state == CertificateState::Current);
        &current.unwrap().certificate
    }

    /// A new request to sign a person in.
    pub fn request(&self) -> Message {
        Message::authn(&self.entity_id, self.clock.now())
    }

    /// A new request to sign a person out of these sessions.
    pub fn logout(&self, name_id: &str, sessions: &[&str]) -> Message {
        Message::logout(&self.entity_id, self.clock.now(), name_id, sessions)
    }

    /// The path that receives requests, with this query.
    pub fn sso(&self, query: &str) -> String {
        with_query(&self.provider.sso_url, query)
    }

    /// The path that receives a request unsigned, with [`RELAY_STATE`].
    pub fn path(&self, request: &Message) -> String {
        self.sso(&query(&request.xml(), Some(RELAY_STATE)))
    }

    /// The same, signed by the application.
    pub fn signed(&self, request: &Message) -> String {
        self.sso(&signed_query(&request.xml(), Some(RELAY_STATE), sp_key()))
    }

    /// The path that receives requests to sign out, with this query.
    pub fn slo(&self, query: &str) -> String {
        with_query(&self.provider.logout_url, query)
    }

    /// Sends the browser with a request. Returns the form that it gets for the application.
    pub async fn sent(&self, surfer: &Surfer, request: &Message) -> Form {
        Form::shown(surfer.get(&self.path(request)).await).await
    }

    /// Sends the browser with a request. Returns the response to it.
    pub async fn answer(&self, surfer: &Surfer, request: &Message) -> Answer {
        self.sent(surfer, request).await.answer()
    }

    /// The assertion about the user who is signed in.
    pub async fn assertion(&self, surfer: &Surfer) -> Assertion {
        self.answer(surfer, &self.request()).await.assertion()
    }
}

/// The path of an address, with this query.
fn with_query(address: &str, query: &str) -> String {
    format!("{}?{query}", Url::parse(address).unwrap().path())
}
