use rules::saml::SignedParts;
use rules::time::Timestamp;

use super::{Attribute, NameId, assertion, write_success};
use crate::encryption::encrypt;
use crate::keys::{CryptoError, EncryptionKey, SigningKey};
use crate::names::{self, Prefix};
use crate::signature::Unsigned;
use crate::xml::Writer;

/// An answer with an assertion.
#[derive(Clone, Debug)]
pub struct Success<'a> {
    /// The name of the identity provider.
    pub issuer: &'a str,
    /// The registered address that gets the response.
    pub consumer_url: &'a str,
    /// The identifier of the request. `None` if there was none.
    pub in_response_to: Option<&'a str>,
    /// The name of the service provider.
    pub audience: &'a str,
    /// The name of the person.
    pub name_id: NameId,
    /// The session of the application, which logout requests name.
    pub session_index: &'a str,
    /// The last time the person proved something.
    pub authenticated_at: Timestamp,
    /// How the person was authenticated.
    pub context_class: &'a str,
    /// What else is said about the person.
    pub attributes: &'a [Attribute],
    /// The current time.
    pub now: Timestamp,
    /// Until when the service provider may accept the assertion.
    pub expires_at: Timestamp,
    /// Until when the session at the service provider may last.
    pub session_expires_at: Option<Timestamp>,
    /// What is signed.
    pub sign: SignedParts,
    /// The key for which the assertion is encrypted.
    pub encrypt: Option<&'a EncryptionKey>,
    /// A new identifier for the response.
    pub response_id: &'a str,
    /// A new identifier for the assertion.
    pub assertion_id: &'a str,
}

impl Success<'_> {
    /// The assertion alone, neither signed nor encrypted, for a preview.
    pub fn assertion(&self) -> String {
        assertion::write(self).xml
    }

    /// Writes the response: the assertion is signed, then encrypted, then the response is signed.
    ///
    /// # Errors
    /// If the key does not sign, or encrypting fails.
    pub fn write(&self, key: &SigningKey) -> Result<String, CryptoError> {
        let assertion = assertion::write(self);
        let assertion = match self.sign {
            SignedParts::Both | SignedParts::Assertion => assertion.sign(key)?,
            SignedParts::Response => assertion.xml,
        };
        let assertion = match self.encrypt {
            Some(key) => encrypt(&assertion, key)?,
            None => assertion,
        };
        let response = self.response(&assertion);
        match self.sign {
            SignedParts::Both | SignedParts::Response => response.sign(key),
            SignedParts::Assertion => Ok(response.xml),
        }
    }

    fn response(&self, assertion: &str) -> Unsigned {
        let now = names::instant(self.now);
        let mut attributes = vec![
            ("Destination", self.consumer_url),
            ("ID", self.response_id),
            ("IssueInstant", &now),
            ("Version", "2.0"),
        ];
        attributes.extend(self.in_response_to.map(|id| ("InResponseTo", id)));
        let mut position = 0;
        let mut writer = Writer::default();
        writer.element((Prefix::Protocol, "Response"), &attributes, |writer| {
            writer.leaf((Prefix::Assertion, "Issuer"), &[], self.issuer);
            position = writer.position();
            write_success(writer);
            writer.written(assertion);
        });
        Unsigned {
            xml: writer.finish(),
            id: self.response_id.to_owned(),
            position,
        }
    }
}
