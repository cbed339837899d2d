//! Language tags (BCP 47, RFC 5646).

/// Whether `tag` is well-formed: a language of two or three letters, and then optionally script,
/// region, variants, extensions and private use, such as `zh-Hant-TW`.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let all = |part: &str, is: fn(&u8) -> bool| part.bytes().all(|byte| is(&byte));
    let letters = |part: &str| all(part, u8::is_ascii_alphabetic);
    let language = parts.next().unwrap_or_default();
    if !(2..=3).contains(&language.len()) || !letters(language) {
        return false;
    }
    parts.next_if(|part| part.len() == 4 && letters(part));
    parts.next_if(|part| match part.len() {
        2 => letters(part),
        3 => all(part, u8::is_ascii_digit),
        _ => false,
    });
    let alphanumeric = |part: &str| all(part, u8::is_ascii_alphanumeric);
    let is_variant = |part: &str| match part.len() {
        4 => part.starts_with(|c: char| c.is_ascii_digit()) && alphanumeric(part),
        5..=8 => alphanumeric(part),
        _ => false,
    };
    while parts.next_if(|part| is_variant(part)).is_some() {}
    // Extensions: a single character, and then one or more parts.
    while parts
        .next_if(|part| part.len() == 1 && alphanumeric(part))
        .is_some()
    {
        let mut count = 0;
        let is_part = |part: &&str| (1..=8).contains(&part.len()) && alphanumeric(part);
        while parts
            .next_if(|part| part.len() > 1 && is_part(part))
            .is_some()
        {
            count += 1;
        }
        if count == 0 {
            return false;
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_well_formed_tags() {
        for good in [
            "en",
            "en-GB",
            "es-419",
            "zh-Hant",
            "zh-Hant-TW",
            "sl-rozaj",
            "de-1996",
            "fil",
            "de-DE-u-co-phonebk",
            "en-x-company",
        ] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in [
            "",
            "e",
            "english",
            "zzzz",
            "zzzz_nonsense!",
            "en_GB",
            "en-",
            "-en",
            "en--GB",
            "en-u",
            "en-GB-GB-GB",
            "дe",
            "en GB",
            "12",
            "en-Latn-Latn",
        ] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
