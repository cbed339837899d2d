//! Language tags (BCP 47, RFC 5646).

/// Whether `tag` is well-formed: a language of two or three letters, and then optionally script,
/// region, variants, extensions and private use, such as `zh-Hant-TW`.
pub fn is_language_tag(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    let Some((language, mut rest)) = parts.split_first() else {
        return false;
    };
    if !matches!(language.len(), 2 | 3) || !is_letters(language) {
        return false;
    }
    for is_next in [is_script as fn(&str) -> bool, is_region] {
        if let Some((first, others)) = rest.split_first()
            && is_next(first)
        {
            rest = others;
        }
    }
    while let Some((first, others)) = rest.split_first()
        && is_variant(first)
    {
        rest = others;
    }
    // Extensions: a single character, and then one or more parts.
    while let Some((first, others)) = rest.split_first()
        && first.len() == 1
        && is_alphanumeric(first)
    {
        // Only private use has parts of one character.
        let shortest = if first.eq_ignore_ascii_case("x") {
            1
        } else {
            2
        };
        let is_part = |part: &&&str| (shortest..=8).contains(&part.len()) && is_alphanumeric(part);
        let count = others.iter().take_while(is_part).count();
        if count == 0 {
            return false;
        }
        rest = &others[count..];
    }
    rest.is_empty()
}

fn is_script(part: &str) -> bool {
    part.len() == 4 && is_letters(part)
}

fn is_region(part: &str) -> bool {
    match part.len() {
        2 => is_letters(part),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn is_variant(part: &str) -> bool {
    match part.len() {
        4 => part.starts_with(|c: char| c.is_ascii_digit()) && is_alphanumeric(part),
        5..=8 => is_alphanumeric(part),
        _ => false,
    }
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_alphanumeric(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric())
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

    #[test]
    fn each_part_of_an_extension_has_up_to_eight_letters_or_digits() {
        for (tag, well_formed) in [
            ("en-u-co", true),
            ("en-u-abcdefgh", true),
            ("en-u-abcdefghi", false),
            ("en-u-a", false),
            ("en-u-c_o", false),
            ("en-_-co", false),
            ("en-u-co-x-company", true),
            ("en-u-co-x", false),
            ("en-x-a", true),
            ("en-X-a-b", true),
            ("en-x-abcdefghi", false),
        ] {
            assert_eq!(is_language_tag(tag), well_formed, "{tag}");
        }
    }
}
