//! The HTTP-Redirect binding: messages in the query of an address, compressed, with a signature over
//! the octets of the query.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::error::Malformed;
use crate::keys::{CryptoError, SignatureAlgorithm, SigningKey, VerificationKey};
use crate::names;
use crate::parameters::{self, MAX_MESSAGE, RawParameters, encode};

const DEFLATE: &str = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

/// A message that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectMessage {
    /// The message.
    pub xml: String,
    /// The value that is sent back with the response.
    pub relay_state: Option<String>,
    signature: Option<Signature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Signature {
    algorithm: SignatureAlgorithm,
    /// The octets that were signed, exactly as they were received.
    signed: String,
    value: Vec<u8>,
}

impl RedirectMessage {
    /// Reads a request from a query, as it was received.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn request(raw_query: &str) -> Result<Self, Malformed> {
        let raw = RawParameters::parse(raw_query)?;
        if raw
            .text(parameters::ENCODING)?
            .is_some_and(|encoding| encoding != DEFLATE)
        {
            return Err(Malformed::SamlEncoding);
        }
        let message = raw
            .bytes(parameters::REQUEST)?
            .ok_or(Malformed::MissingRequest)?;
        Ok(Self {
            xml: inflate(&message)?,
            relay_state: raw.relay_state()?,
            signature: signature(&raw)?,
        })
    }

    /// Whether there is a signature. It is not verified yet.
    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Whether the signature is by one of these keys. `false` if there is none.
    pub fn verify(&self, keys: &[VerificationKey]) -> bool {
        self.signature.as_ref().is_some_and(|signature| {
            keys.iter().any(|key| {
                key.verify(
                    signature.algorithm,
                    signature.signed.as_bytes(),
                    &signature.value,
                )
            })
        })
    }
}

fn signature(raw: &RawParameters) -> Result<Option<Signature>, Malformed> {
    let algorithm = raw.text(parameters::ALGORITHM)?;
    let value = raw.bytes(parameters::SIGNATURE)?;
    let (algorithm, value) = match (algorithm, value) {
        (None, None) => return Ok(None),
        (Some(algorithm), Some(value)) => (SignatureAlgorithm::parse(&algorithm)?, value),
        _ => return Err(Malformed::HalfSignature),
    };
    let names = [
        parameters::REQUEST,
        parameters::RELAY_STATE,
        parameters::ALGORITHM,
    ];
    let signed: Vec<String> = names
        .into_iter()
        .filter_map(|name| raw.get(name).map(|value| format!("{name}={value}")))
        .collect();
    Ok(Some(Signature {
        algorithm,
        signed: signed.join("&"),
        value,
    }))
}

/// Decompresses at most one byte more than a message may have.
fn inflate(compressed: &[u8]) -> Result<String, Malformed> {
    let mut decoder = DeflateDecoder::new(compressed);
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_MESSAGE).unwrap_or(u64::MAX);
    (&mut decoder)
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Malformed::Deflate)?;
    if bytes.len() > MAX_MESSAGE {
        return Err(Malformed::TooLong);
    }
    if !decoder.into_inner().is_empty() {
        return Err(Malformed::Deflate);
    }
    String::from_utf8(bytes).map_err(|_| Malformed::Utf8)
}

fn deflate(xml: &str) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(xml.as_bytes());
    STANDARD.encode(encoder.finish().unwrap_or_default())
}

/// Writes an unsigned request as a query. This is how a request that came in a form continues as a URL.
pub fn query(xml: &str, relay_state: Option<&str>) -> String {
    message(parameters::REQUEST, xml, relay_state)
}

fn message(name: &'static str, xml: &str, relay_state: Option<&str>) -> String {
    let mut query = format!("{name}={}", encode(&deflate(xml)));
    if let Some(state) = relay_state {
        query.push_str(&format!("&{}={}", parameters::RELAY_STATE, encode(state)));
    }
    query
}

/// Writes a signed response as an address of a service provider. `location` is registered and has no
/// fragment.
///
/// # Errors
/// If the key does not sign.
pub fn signed_response(
    location: &str,
    xml: &str,
    relay_state: Option<&str>,
    key: &SigningKey,
) -> Result<String, CryptoError> {
    let mut query = message(parameters::RESPONSE, xml, relay_state);
    query.push_str(&format!(
        "&{}={}",
        parameters::ALGORITHM,
        encode(names::RSA_SHA256)
    ));
    let signature = STANDARD.encode(key.sign(query.as_bytes())?);
    let separator = match location {
        location if location.ends_with(['?', '&']) => "",
        location if location.contains('?') => "&",
        _ => "?",
    };
    Ok(format!(
        "{location}{separator}{query}&{}={}",
        parameters::SIGNATURE,
        encode(&signature)
    ))
}
