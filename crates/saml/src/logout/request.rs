use rules::time::Timestamp;

use crate::authn_request::PageError;
use crate::authn_request::{check_sender, check_time};
use crate::error::Malformed;
use crate::message;
use crate::names::{ASSERTION, PROTOCOL, SIGNATURE};
use crate::provider::ServiceProvider;

/// The elements that a request can have. Only the session can occur more than once.
const CHILDREN: [(&str, &str); 7] = [
    (ASSERTION, "Issuer"),
    (SIGNATURE, "Signature"),
    (PROTOCOL, "Extensions"),
    (ASSERTION, "NameID"),
    (ASSERTION, "BaseID"),
    (ASSERTION, "EncryptedID"),
    (PROTOCOL, "SessionIndex"),
];

/// A request that was read, and not checked yet. The caller verifies its signature with
/// [`crate::authn_request::SignatureState::required`], because a forged request would sign people out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutRequest {
    /// The identifier, which the response repeats.
    pub id: String,
    /// The service provider that claims to have sent it.
    pub issuer: String,
    /// The address that it was sent to.
    pub destination: Option<String>,
    /// The name of the person.
    pub name_id: String,
    /// The sessions to end. If there are none, all sessions of the person at this service provider.
    pub session_indexes: Vec<String>,
    /// Until when the request is valid.
    pub not_on_or_after: Option<Timestamp>,
    /// When the request was written.
    pub issued_at: Timestamp,
    /// Whether there is a signature inside of the message. It is not verified.
    pub has_signature: bool,
}

impl LogoutRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(xml: &str) -> Result<Self, Malformed> {
        const LIMIT: &str = "NotOnOrAfter";
        let root = message::read(xml, "LogoutRequest", &CHILDREN)?;
        for unsupported in ["BaseID", "EncryptedID"] {
            if root.child(ASSERTION, unsupported)?.is_some() {
                return Err(Malformed::UnsupportedName(unsupported.to_owned()));
            }
        }
        let name_id = root
            .child(ASSERTION, "NameID")?
            .ok_or(Malformed::MissingElement("NameID"))?;
        let session_indexes: Result<Vec<String>, Malformed> = root
            .all(PROTOCOL, "SessionIndex")
            .map(|index| index.simple_text().map(str::to_owned))
            .collect();
        Ok(Self {
            id: message::id(&root)?,
            issuer: message::issuer(&root)?,
            destination: message::text(&root, "Destination")?,
            name_id: name_id.simple_text()?.to_owned(),
            session_indexes: session_indexes?,
            not_on_or_after: root
                .attribute(LIMIT)
                .map(|text| Timestamp::parse(text).ok_or_else(|| root.invalid(LIMIT)))
                .transpose()?,
            issued_at: message::issued_at(&root)?,
            has_signature: message::has_signature(&root),
        })
    }

    /// Checks everything but the signature. `destination` is the address that received the request.
    ///
    /// # Errors
    /// What is wrong with it. It is shown on a page of ours.
    pub fn check(
        &self,
        provider: &ServiceProvider,
        destination: &str,
        now: Timestamp,
    ) -> Result<(), PageError> {
        if self.has_signature {
            return Err(PageError::XmlSignature);
        }
        check_sender(
            &self.issuer,
            self.destination.as_deref(),
            provider,
            destination,
        )?;
        check_time(self.issued_at, now)?;
        match self.not_on_or_after {
            Some(not_on_or_after) if not_on_or_after <= now => Err(PageError::Expired {
                not_on_or_after,
                now,
            }),
            _ => Ok(()),
        }
    }
}
