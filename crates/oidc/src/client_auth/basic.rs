use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::form;
use crate::secret::Secret;

/// The maximum length of a header.
const MAX_BYTES: usize = 2 * 1024;

/// Reads `Authorization: Basic`. Client and secret should be form-encoded before they are joined (RFC
/// 6749, 2.3.1). Many clients do not do that, so both readings of the secret are returned. They are the
/// same for the secrets of this server. A `client_id` in the form must be the same client.
pub(super) fn parse(header: &str, in_form: Option<&str>) -> Option<(String, Vec<Secret>)> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") || credentials.len() > MAX_BYTES {
        return None;
    }
    let decoded = STANDARD.decode(credentials.trim_start_matches(' ')).ok()?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (client_id, secret) = decoded.split_once(':')?;
    let client_id = form::decode(client_id.as_bytes())?;
    if client_id.is_empty() || secret.is_empty() {
        return None;
    }
    if in_form.is_some_and(|id| id != client_id) {
        return None;
    }
    let mut secrets = vec![Secret::new(secret)];
    if let Some(decoded) = form::decode(secret.as_bytes())
        && decoded != secret
    {
        secrets.push(Secret::new(decoded));
    }
    Some((client_id, secrets))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let (client_id, secrets) = parse(&header(text), None)?;
        let secrets = secrets.iter().map(|secret| secret.reveal().to_owned());
        Some((client_id, secrets.collect()))
    }

    /// RFC 6749, 2.3.1.
    #[test]
    fn the_example_of_the_specification() {
        let (client_id, secrets) =
            parse("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3", None)
                .expect("the example is valid");
        assert_eq!(client_id, "s6BhdRkqt3");
        assert_eq!(secrets[0].reveal(), "7Fjfp0ZBr1KtDRbnfVdmIw");
        assert_eq!(secrets.len(), 1);
    }

    #[test]
    fn a_secret_is_read_raw_and_form_encoded() {
        let both = |raw: &str, decoded: &str| vec![raw.to_owned(), decoded.to_owned()];
        for (text, client_id, secrets) in [
            ("a:b", "a", vec!["b".to_owned()]),
            ("a:b:c", "a", vec!["b:c".to_owned()]),
            ("a%20b:c+d", "a b", both("c+d", "c d")),
            ("a:b%2Bc", "a", both("b%2Bc", "b+c")),
            // Not form-encoded at all.
            ("a:100%", "a", vec!["100%".to_owned()]),
        ] {
            assert_eq!(read(text), Some((client_id.to_owned(), secrets)), "{text}");
        }
        for wrong in ["", ":", "a:", ":b", "a", "%zz:b", "%00:b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn other_headers_are_refused() {
        assert!(parse(&header("a:b").replace("Basic", "bASIC"), Some("a")).is_some());
        assert!(parse(&header("a:b"), Some("other")).is_none());
        for wrong in [
            "",
            "Basic",
            "Basic ",
            "Basic !!!!",
            "Bearer YTpi",
            "YTpi",
            "Basic YTpi=",
            "Basic /w==",
        ] {
            assert!(parse(wrong, None).is_none(), "{wrong}");
        }
        assert!(parse(&header(&format!("a:{}", "b".repeat(3000))), None).is_none());
    }
}
