//! What is registered about a service provider.

use rules::saml::NameIdFormat;

use crate::keys::VerificationKey;

/// A service provider, as an administrator has registered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceProvider {
    /// Its name (`entityID`).
    pub entity_id: String,
    /// The addresses that receive responses, with their indexes. The first is the default.
    pub consumers: Vec<(u32, String)>,
    /// The address that receives logout responses.
    pub logout_url: Option<String>,
    /// The keys that verify its requests.
    pub request_keys: Vec<VerificationKey>,
    /// Whether an unsigned request is refused.
    pub requests_signed: bool,
    /// The kind of name by which it knows users.
    pub name_id: NameIdFormat,
}
