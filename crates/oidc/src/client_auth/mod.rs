//! How a client authenticates to the token endpoint and its relatives.
//!
//! [`Presented::read`] reads what the request contains, [`Presented::check`] compares it with what the
//! client has registered, and [`Check`] says what is left for the caller: to compare a hash, or to
//! remember the identifier of an assertion.

mod assertion;
mod basic;

use rules::openid::ClientAuthentication;
use rules::time::Timestamp;

pub use assertion::{ASSERTION_TYPE, UsedAssertion};

use crate::client::Client;
use crate::error::ProtocolError;
use crate::incoming::Incoming;
use crate::parameters::Parameters;
use crate::secret::Secret;

/// The identity that a client claims, and its proof.
#[derive(Debug)]
pub struct Presented {
    /// The client. It is not proven yet.
    pub client_id: String,
    proof: Proof,
}

#[derive(Debug)]
enum Proof {
    /// The secret, in each way in which it can be read.
    Secret(Vec<Secret>),
    Assertion(Secret),
    Nothing,
}

/// What is left to do before the client is authenticated.
#[derive(Debug)]
pub enum Check {
    /// One of [`Presented::secrets`] must have the hash of a current secret of the client.
    Secret,
    /// The assertion is valid. Remember it until it expires, and refuse it if it is known.
    Assertion(UsedAssertion),
    /// Nothing: the client is public.
    Public,
}

impl Presented {
    /// Reads the header and the form. Exactly one method may be used (RFC 6749, 2.3).
    ///
    /// # Errors
    /// `invalid_client` if there is no client or its credentials are malformed, `invalid_request` if
    /// there is more than one method.
    pub fn read(incoming: &Incoming<'_>, form: &Parameters) -> Result<Self, ProtocolError> {
        let in_form = form.get("client_id")?;
        let secret = form.get("client_secret")?;
        let assertion = assertion_of(form)?;
        let header = incoming.authorization()?;
        match (header, secret, assertion) {
            (Some(header), None, None) => {
                let (client_id, secrets) =
                    basic::parse(header, in_form).ok_or(ProtocolError::invalid_client())?;
                Ok(Self {
                    client_id,
                    proof: Proof::Secret(secrets),
                })
            }
            (None, Some(secret), None) => Ok(Self {
                client_id: named(in_form)?,
                proof: Proof::Secret(vec![Secret::new(secret)]),
            }),
            (None, None, Some(assertion)) => {
                let subject = assertion::subject_of(assertion);
                let client_id = subject.ok_or(ProtocolError::invalid_client())?;
                if in_form.is_some_and(|id| id != client_id) {
                    return Err(ProtocolError::invalid_client());
                }
                Ok(Self {
                    client_id,
                    proof: Proof::Assertion(Secret::new(assertion)),
                })
            }
            (None, None, None) => Ok(Self {
                client_id: named(in_form)?,
                proof: Proof::Nothing,
            }),
            _ => Err(ProtocolError::invalid_request(
                "Use one way of client authentication only",
            )),
        }
    }

    /// The secret, in each way in which it can be read: at most two. Empty if there is none.
    pub fn secrets(&self) -> &[Secret] {
        match &self.proof {
            Proof::Secret(secrets) => secrets,
            Proof::Assertion(_) | Proof::Nothing => &[],
        }
    }

    /// Compares the proof with the registered method. `issuer` is the only audience that an assertion
    /// may have.
    ///
    /// # Errors
    /// `invalid_client`, without saying what is wrong.
    pub fn check(
        &self,
        client: &Client,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Check, ProtocolError> {
        if self.client_id != client.id {
            return Err(ProtocolError::invalid_client());
        }
        match (client.authentication, &self.proof) {
            (ClientAuthentication::BasicOrPost, Proof::Secret(_)) => Ok(Check::Secret),
            (ClientAuthentication::PrivateKey, Proof::Assertion(assertion)) => {
                let used = assertion::check(assertion.reveal(), client, issuer, now);
                Ok(Check::Assertion(
                    used.ok_or(ProtocolError::invalid_client())?,
                ))
            }
            (ClientAuthentication::Public, Proof::Nothing) => Ok(Check::Public),
            // A weaker method than the registered one, or a secret that does not exist.
            _ => Err(ProtocolError::invalid_client()),
        }
    }
}

fn named(client_id: Option<&str>) -> Result<String, ProtocolError> {
    client_id
        .map(str::to_owned)
        .ok_or(ProtocolError::invalid_client())
}

fn assertion_of(form: &Parameters) -> Result<Option<&str>, ProtocolError> {
    let kind = form.get("client_assertion_type")?;
    let assertion = form.get("client_assertion")?;
    match (kind, assertion) {
        (None, None) => Ok(None),
        (Some(ASSERTION_TYPE), Some(assertion)) => Ok(Some(assertion)),
        _ => Err(ProtocolError::invalid_client()),
    }
}
