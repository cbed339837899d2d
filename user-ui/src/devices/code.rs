//! The code that a device shows.

/// The longest text that is taken from the address of the page.
const LONGEST: usize = 32;

/// The code as devices show it: in capital letters, and in two groups.
pub(super) fn shown(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphabetic);
    let letters: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    let (left, right) = letters.split_at(letters.len() / 2);
    format!("{left}-{right}")
}

/// The code in the address of the page. Anyone can put a text there, so what cannot be a code is left out.
pub(super) fn in_address(text: Option<String>) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphabetic() || c == '-' || c == ' ';
    text.filter(|text| !text.is_empty() && text.len() <= LONGEST && text.chars().all(fits))
}

#[cfg(test)]
mod tests {
    use super::{in_address, shown};

    #[test]
    fn a_code_is_shown_as_on_the_device() {
        for typed in ["BCDF-GHJK", "bcdfghjk", " bcdf ghjk "] {
            assert_eq!(shown(typed), "BCDF-GHJK");
        }
        assert_eq!(shown(""), "-");
    }

    #[test]
    fn the_address_brings_codes_only() {
        let address = |text: &str| in_address(Some(text.to_owned()));
        assert_eq!(address("bcdf-ghjk").as_deref(), Some("bcdf-ghjk"));
        for text in ["", "call 555 0100", "a\nb", "B".repeat(33).as_str()] {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!(in_address(None), None);
    }
}
