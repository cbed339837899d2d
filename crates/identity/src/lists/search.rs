use std::collections::BTreeSet;

use rules::text::fold;

use crate::Error;

/// Nobody types more, and each word costs a look into the index.
const MOST_WORDS: usize = 8;
const LONGEST_SEARCH: usize = 200;

/// The folded words of a search.
pub(super) fn parse(text: &str) -> Result<Vec<String>, Error> {
    let folded = fold(text);
    let words: BTreeSet<&str> = folded.split_whitespace().collect();
    let readable = text.chars().count() <= LONGEST_SEARCH && !text.chars().any(char::is_control);
    if readable && words.len() <= MOST_WORDS {
        Ok(words.into_iter().map(str::to_owned).collect())
    } else {
        Err(Error::InvalidQuery(format!(
            "Search for at most {MOST_WORDS} words and {LONGEST_SEARCH} characters on one line"
        )))
    }
}

/// A word by which somebody is found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FoundBy {
    pub word: String,
    /// How many characters it begins with as the word before it does.
    pub shared_prefix: i32,
}

/// The words by which somebody with these names is found, in their order: each text as a whole
/// word, and the parts it is made of (`o'brien` is found by `brien` too).
pub(crate) fn words_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<FoundBy> {
    let mut words = BTreeSet::new();
    for text in texts {
        for word in fold(text).split_whitespace() {
            words.insert(word.to_owned());
            // A domain is shared by everybody: its parts would find all and tell nobody apart.
            let name = word.split('@').next().unwrap_or_default();
            for part in name.split(|c: char| !c.is_alphanumeric()) {
                if !part.is_empty() {
                    words.insert(part.to_owned());
                }
            }
            if !name.is_empty() {
                words.insert(name.to_owned());
            }
        }
    }
    // A word that begins another one finds nothing more than that.
    let longer: Vec<String> = words.iter().skip(1).cloned().collect();
    let mut longer = longer.into_iter();
    words.retain(|word| {
        !longer
            .next()
            .is_some_and(|next| next.starts_with(word.as_str()))
    });
    let mut before = String::new();
    let found_by = words.into_iter().map(|word| {
        let both = word.chars().zip(before.chars());
        let shared = both.take_while(|(one, other)| one == other).count();
        before.clone_from(&word);
        FoundBy {
            word,
            shared_prefix: i32::try_from(shared).unwrap_or(i32::MAX),
        }
    });
    found_by.collect()
}

/// The first text after all those that begin with `prefix`; `None` when there is none.
pub(super) fn end_of(prefix: &str) -> Option<String> {
    let mut end: Vec<char> = prefix.chars().collect();
    while let Some(last) = end.pop() {
        // The code points between are kept for UTF-16.
        let next = if last == '\u{D7FF}' {
            Some('\u{E000}')
        } else {
            char::from_u32(u32::from(last) + 1)
        };
        if let Some(next) = next {
            end.push(next);
            return Some(end.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_prefix_is_behind_all_that_begin_with_it() {
        for prefix in ["ann", "z", "ß", "\u{D7FF}", "a\u{10FFFF}", "日本"] {
            let end = end_of(prefix).unwrap_or_default();
            assert!(end.as_str() > prefix);
            assert!(format!("{prefix}\u{10FFFF}\u{10FFFF}") < end);
        }
        assert_eq!(end_of("\u{10FFFF}"), None);
    }

    #[test]
    fn names_are_found_by_the_whole_and_by_their_parts() {
        let words = words_of(["Seán O'Brien-Smith", "sean.obrien@example.com", "E-17"]);
        let expected = [
            ("17", 0),
            ("brien", 0),
            ("e-17", 0),
            ("o'brien-smith", 0),
            ("obrien", 1),
            ("sean.obrien@example.com", 0),
            ("seán", 2),
            ("smith", 1),
        ];
        let words: Vec<_> = words
            .iter()
            .map(|found_by| (found_by.word.as_str(), found_by.shared_prefix))
            .collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn a_search_meets_each_of_them_first_once() {
        let words = words_of(["Sara Sanders", "s.sanders@example.com", "sandra.s"]);
        let first = |prefix: &str| {
            let length = i32::try_from(prefix.chars().count()).unwrap_or_default();
            let meets = words.iter().filter(|one| one.word.starts_with(prefix));
            meets.filter(|one| one.shared_prefix < length).count()
        };
        for prefix in ["s", "sa", "san", "sand", "sande", "sandr", "sar", "s.s"] {
            assert_eq!(first(prefix), 1, "{prefix}");
        }
        assert_eq!(first("x"), 0);
    }
}
