//! The parameters that carry a message, in a query or a form.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::error::Malformed;

/// The maximum length of a message.
pub(crate) const MAX_MESSAGE: usize = 64 * 1024;

/// The maximum length of a query or a form: a message in base64, of which each character is encoded.
const MAX_RAW: usize = 4 * MAX_MESSAGE + 64 * 1024;

/// The maximum length of a RelayState. The specification says 80 bytes, but many service providers send
/// addresses in it.
const MAX_RELAY_STATE: usize = 4 * 1024;

/// The names of parameters that mean something.
pub(crate) const REQUEST: &str = "SAMLRequest";
pub(crate) const RESPONSE: &str = "SAMLResponse";
pub(crate) const RELAY_STATE: &str = "RelayState";
pub(crate) const ALGORITHM: &str = "SigAlg";
pub(crate) const SIGNATURE: &str = "Signature";
pub(crate) const ENCODING: &str = "SAMLEncoding";
const NAMES: [&str; 6] = [
    REQUEST,
    RESPONSE,
    RELAY_STATE,
    ALGORITHM,
    SIGNATURE,
    ENCODING,
];

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Some service providers leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The values of the parameters of SAML as they were received, still encoded. Others are ignored.
#[derive(Default)]
pub(crate) struct RawParameters<'a>(Vec<(&'static str, &'a str)>);

impl<'a> RawParameters<'a> {
    /// Splits a query or a form. Each name occurs once, and in its literal spelling: otherwise another
    /// reader of the same octets could see other parameters.
    pub(crate) fn parse(raw: &'a str) -> Result<Self, Malformed> {
        if raw.len() > MAX_RAW {
            return Err(Malformed::TooLong);
        }
        let mut found = Self::default();
        for pair in raw.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = percent_decode_str(name).decode_utf8_lossy();
            let Some(known) = NAMES
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(decoded.trim_matches([' ', '+', '\0'])))
            else {
                continue;
            };
            if name != known {
                return Err(Malformed::ParameterSpelling(known));
            }
            if found.get(known).is_some() {
                return Err(Malformed::RepeatedParameter(known));
            }
            found.0.push((known, value));
        }
        if found.get(RESPONSE).is_some() {
            return Err(Malformed::NotARequest);
        }
        Ok(found)
    }

    /// The value as it was received.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let mut values = self.0.iter();
        values
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    }

    /// A text.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<String>, Malformed> {
        let Some(raw) = self.get(name) else {
            return Ok(None);
        };
        let spaced = raw.replace('+', " ");
        let text = percent_decode_str(&spaced)
            .decode_utf8()
            .map_err(|_| Malformed::Encoding(name))?;
        Ok(Some(text.into_owned()))
    }

    /// Bytes in base64. A plus sign is one, even if it is not encoded, because base64 has no spaces.
    pub(crate) fn bytes(&self, name: &'static str) -> Result<Option<Vec<u8>>, Malformed> {
        let Some(raw) = self.get(name) else {
            return Ok(None);
        };
        let text: Vec<u8> = percent_decode_str(raw)
            .filter(|byte| !matches!(byte, b'\r' | b'\n'))
            .collect();
        let bytes = BASE64.decode(text).map_err(|_| Malformed::Base64(name))?;
        Ok(Some(bytes))
    }

    /// The RelayState, which is sent back unchanged. A form would change control characters.
    pub(crate) fn relay_state(&self) -> Result<Option<String>, Malformed> {
        let state = self.text(RELAY_STATE)?.filter(|state| !state.is_empty());
        match state {
            Some(state) if state.len() > MAX_RELAY_STATE || state.contains(char::is_control) => {
                Err(Malformed::RelayState)
            }
            state => Ok(state),
        }
    }
}

/// Encodes a value for a query.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string()
}
