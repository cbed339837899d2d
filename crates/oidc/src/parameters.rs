//! The parameters of a request, from a query or a form.

use crate::error::{ErrorCode, ProtocolError};
use crate::form;

/// The maximum length of a query or a form in bytes.
pub const MAX_BYTES: usize = 8 * 1024;

/// The maximum number of parameters.
const MAX_COUNT: usize = 100;

/// The decoded parameters of one request. Unknown ones are kept but never read.
#[derive(Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

/// Why a query or a form cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It is longer than [`MAX_BYTES`].
    #[error("the parameters are longer than 8 KiB")]
    TooLong,
    /// It has more parameters than any client sends.
    #[error("there are more than 100 parameters")]
    TooMany,
    /// It is not percent-encoded UTF-8.
    #[error("the parameters are not percent-encoded UTF-8")]
    Encoding,
}

impl From<Malformed> for ProtocolError {
    fn from(malformed: Malformed) -> Self {
        let description = match malformed {
            Malformed::TooLong => "The parameters are longer than 8 KiB",
            Malformed::TooMany => "There are more than 100 parameters",
            Malformed::Encoding => "The parameters are not percent-encoded UTF-8",
        };
        Self::new(ErrorCode::InvalidRequest, description)
    }
}

/// A parameter occurs more than once (RFC 6749, 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated;

impl From<Repeated> for ProtocolError {
    fn from(Repeated: Repeated) -> Self {
        Self::new(
            ErrorCode::InvalidRequest,
            "A parameter occurs more than once",
        )
    }
}

impl Parameters {
    /// Reads a query or the body of a form.
    ///
    /// # Errors
    /// If it is too long or badly encoded.
    pub fn parse(raw: &[u8]) -> Result<Self, Malformed> {
        if raw.len() > MAX_BYTES {
            return Err(Malformed::TooLong);
        }
        let mut values = Vec::new();
        for pair in raw.split(|byte| *byte == b'&') {
            if pair.is_empty() {
                continue;
            }
            if values.len() == MAX_COUNT {
                return Err(Malformed::TooMany);
            }
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || form::decode(halves.next().unwrap_or_default());
            let (name, value) = half().zip(half()).ok_or(Malformed::Encoding)?;
            values.push((name, value));
        }
        Ok(Self(values))
    }

    /// The value of a parameter. An empty value counts as absent (RFC 6749, 3.1).
    ///
    /// # Errors
    /// If the parameter occurs more than once, even with an empty value.
    pub fn get(&self, name: &str) -> Result<Option<&str>, Repeated> {
        let mut values = self.occurrences(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Repeated),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    /// All values of a parameter that may be repeated, such as `resource`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.occurrences(name).filter(|value| !value.is_empty())
    }

    /// Whether a parameter, except those in `allowed`, occurs more than once.
    pub fn has_repeated(&self, allowed: &[&str]) -> bool {
        let mut names: Vec<&str> = self
            .0
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !allowed.contains(name))
            .collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }

    fn occurrences<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(raw: &str) -> Parameters {
        Parameters::parse(raw.as_bytes()).unwrap()
    }

    #[test]
    fn a_parameter_occurs_once() {
        let parameters = parse("a=1&b=&c&d=x%26y&&unknown=2&e=1=2");
        for (name, value) in [
            ("a", Some("1")),
            ("b", None),
            ("c", None),
            ("d", Some("x&y")),
            ("e", Some("1=2")),
            ("missing", None),
        ] {
            assert_eq!(parameters.get(name), Ok(value), "{name}");
        }
        assert!(!parameters.has_repeated(&[]));
        for twice in ["a=1&a=1", "a=&a=1", "a&a", "a=1&%61=2", "x=1&a=2&y=3&a=4"] {
            let parameters = parse(twice);
            assert_eq!(parameters.get("a"), Err(Repeated), "{twice}");
            assert!(parameters.has_repeated(&["x"]), "{twice}");
            assert!(!parameters.has_repeated(&["a"]), "{twice}");
        }
        // Names are compared as they are.
        assert_eq!(parse("A=1&a=2").get("a"), Ok(Some("2")));
    }

    #[test]
    fn what_is_too_long_or_badly_encoded_is_refused() {
        let longest = format!("a={}", "x".repeat(MAX_BYTES - 2));
        assert!(Parameters::parse(longest.as_bytes()).is_ok());
        for (raw, malformed) in [
            (format!("{longest}x"), Malformed::TooLong),
            ("a".repeat(100 * 1024), Malformed::TooLong),
            ("a&".repeat(MAX_COUNT + 1), Malformed::TooMany),
            ("a=%".to_owned(), Malformed::Encoding),
            ("%ff=1".to_owned(), Malformed::Encoding),
            ("a=%00".to_owned(), Malformed::Encoding),
        ] {
            assert_eq!(
                Parameters::parse(raw.as_bytes()).unwrap_err(),
                malformed,
                "{raw:.20}"
            );
        }
        assert!(Parameters::parse(&[b'a', b'=', 0xff]).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(raw in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(parameters) = Parameters::parse(&raw) {
                let _ = parameters.get("a");
                let _ = parameters.has_repeated(&[]);
            }
        }
    }
}
