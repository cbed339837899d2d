use uuid::Uuid;

use crate::Context;

/// The addresses of the server for one application that uses SAML.
pub(crate) struct SamlAddresses(String);

impl SamlAddresses {
    /// Those for this application.
    pub fn of(context: &Context, application: Uuid) -> Self {
        let issuer = context.addresses().issuer();
        Self(format!("{issuer}/saml/{application}"))
    }

    fn at(&self, page: &str) -> String {
        format!("{}/{page}", self.0)
    }

    /// The entity ID of the server: the address of the metadata.
    pub fn entity_id(&self) -> String {
        self.metadata()
    }

    /// The metadata.
    pub fn metadata(&self) -> String {
        self.at("metadata")
    }

    /// Where requests to sign in go.
    pub fn sso(&self) -> String {
        self.at("sso")
    }

    /// Where requests to sign out go.
    pub fn logout(&self) -> String {
        self.at("logout")
    }

    /// Where users open the application with an unsolicited response.
    pub fn idp_initiated(&self) -> String {
        self.at("launch")
    }
}
