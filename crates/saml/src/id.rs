//! Identifiers of messages and assertions.

/// Writes 128 random bits as an identifier. It starts with a character that XML allows at the start of
/// an identifier.
pub fn of(random: [u8; 16]) -> String {
    let mut id = String::with_capacity(33);
    id.push('_');
    for byte in random {
        for digit in [byte >> 4, byte & 15] {
            id.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    #[test]
    fn an_id_is_a_name_of_xml() {
        assert_eq!(of([0; 16]), "_00000000000000000000000000000000");
        let id = of([
            1, 35, 69, 103, 137, 171, 205, 239, 1, 35, 69, 103, 137, 171, 205, 239,
        ]);
        assert_eq!(id, "_0123456789abcdef0123456789abcdef");
        assert!(xml::is_name(&id));
    }
}
