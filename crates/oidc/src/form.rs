//! `application/x-www-form-urlencoded`, read strictly.

use url::form_urlencoded::byte_serialize;

/// Decodes a name or a value. Returns `None` for a `%` without two hexadecimal digits, for bytes that
/// are not UTF-8, and for NUL, which PostgreSQL cannot store.
pub(crate) fn decode(raw: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(raw.len());
    let mut rest = raw.iter();
    while let Some(&byte) = rest.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => (hex(*rest.next()?)? << 4) | hex(*rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(decoded)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// Encodes a name or a value. A space becomes `%20`, which every client decodes, unlike `+`.
pub(crate) fn encode(text: &str) -> String {
    // The only `+` that `byte_serialize` writes are spaces.
    byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decodes_strictly() {
        for (raw, decoded) in [
            ("a+b%20c", Some("a b c")),
            ("%C3%A9", Some("é")),
            ("", Some("")),
            ("%", None),
            ("%2", None),
            ("%zz", None),
            ("%+1", None),
            ("%C3", None),
            ("%00", None),
            // Twice encoded stays once encoded.
            ("%2526", Some("%26")),
        ] {
            assert_eq!(decode(raw.as_bytes()).as_deref(), decoded, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_decodes_to_the_same(text in "[^\0]*") {
            let encoded = encode(&text);
            prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert!(!encoded.contains(['&', '=', '#', '?', '<', '"', '\'']));
            prop_assert_eq!(decode(encoded.as_bytes()), Some(text));
        }
    }
}
