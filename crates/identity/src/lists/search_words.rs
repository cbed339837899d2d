use std::collections::BTreeSet;

use contract::page::{MAX_SEARCH, MAX_SEARCH_WORDS};

use super::fold::fold;
use crate::Error;

/// The maximum length of a word. The rest of a longer word is not searched, to keep index entries
/// small enough for PostgreSQL.
const LONGEST_WORD: usize = 64;
/// The maximum length of all words of an account, in bytes, for the same reason. Further words are
/// not searched.
const LONGEST_TEXT: usize = 1000;
/// As [`LONGEST_TEXT`], for words that only occur in attributes. A budget of their own, so that a long
/// value does not keep a user from being found by name.
const LONGEST_OF_ATTRIBUTES: usize = 250;

/// Parses and folds the words of a search. The longest comes first, because it probably has the
/// fewest matches.
pub(super) fn parse(text: &str) -> Result<Vec<String>, Error> {
    let folded = fold(text);
    let words: BTreeSet<String> = folded.split_whitespace().map(cut).collect();
    let hidden = |c: char| c.is_control() && !c.is_whitespace();
    if text.chars().count() > MAX_SEARCH || text.contains(hidden) || words.len() > MAX_SEARCH_WORDS
    {
        let mend = format!(
            "Search for at most {MAX_SEARCH_WORDS} words and {MAX_SEARCH} characters on one line"
        );
        return Err(Error::query("search", mend));
    }
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Ok(words)
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST_WORD).collect()
}

/// The search words of an account.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SearchWords {
    /// All words in order, each preceded by a space.
    pub text: String,
    /// The individual words.
    pub words: Vec<SearchWord>,
}

/// A search word of an account.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SearchWord {
    pub word: String,
    /// The number of characters that it shares with the beginning of the previous word. Of an
    /// account's words that begin with a given prefix, only the first shares fewer characters than
    /// the prefix has. A search uses this to find each account once.
    pub shared_prefix: i32,
}

/// The search words of an account with these names: the words of the texts, the parts of each word
/// (`brien` finds `o'brien`), and the domain of an email address with its `@`.
pub(crate) fn search_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> SearchWords {
    search_words_with(texts, &[])
}

/// As [`search_words`], with the words of these values of attributes while there is room for them, those
/// of short values first.
pub(super) fn search_words_with<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    attributes: &[String],
) -> SearchWords {
    let mut words = BTreeSet::new();
    for text in texts {
        words.extend(words_of(text));
    }
    remove_prefixes(&mut words);
    let mut length = 0;
    words.retain(|word| {
        let fits = length + 1 + word.len() <= LONGEST_TEXT;
        if fits {
            length += 1 + word.len();
        }
        fits
    });
    let mut values: Vec<&str> = attributes.iter().map(String::as_str).collect();
    values.sort_by_key(|value| value.len());
    let mut length = 0;
    for word in values.into_iter().flat_map(words_of) {
        let next = words.range(word.clone()..).next();
        let is_found = next.is_some_and(|next| next.starts_with(word.as_str()));
        if !is_found && length + 1 + word.len() <= LONGEST_OF_ATTRIBUTES {
            length += 1 + word.len();
            words.insert(word);
        }
    }
    remove_prefixes(&mut words);
    let text = words.iter().flat_map(|word| [" ", word.as_str()]).collect();
    let mut before = String::new();
    let words = words.into_iter().map(|word| {
        let both = word.chars().zip(before.chars());
        let shared = both.take_while(|(one, other)| one == other).count();
        before.clone_from(&word);
        SearchWord {
            word,
            shared_prefix: i32::try_from(shared).unwrap_or(i32::MAX),
        }
    });
    SearchWords {
        words: words.collect(),
        text,
    }
}

/// The words of a text, and their parts.
fn words_of(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in fold(text).split_whitespace() {
        words.insert(cut(word));
        let (name, domain) = match word.split_once('@') {
            Some((name, domain)) => (name, Some(domain)),
            None => (word, None),
        };
        words.extend(domain.map(|domain| cut(&format!("@{domain}"))));
        let parts = name.split(|c: char| !c.is_alphanumeric());
        let parts = parts.chain([name]).filter(|part| !part.is_empty());
        words.extend(parts.map(cut));
    }
    words
}

/// Removes each word that is a prefix of another word, because it is redundant.
fn remove_prefixes(words: &mut BTreeSet<String>) {
    let longer: Vec<String> = words.iter().skip(1).cloned().collect();
    let mut longer = longer.into_iter();
    words.retain(|word| {
        let next = longer.next();
        !next.is_some_and(|next| next.starts_with(word.as_str()))
    });
}

/// The first text after all texts that begin with `prefix`; `None` if there is none.
pub(super) fn end_of(prefix: &str) -> Option<String> {
    let mut end: Vec<char> = prefix.chars().collect();
    while let Some(last) = end.pop() {
        // Skips the code points that are reserved for UTF-16.
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
        let found_by = search_words(["Seán O'Brien-Smith", "sean.obrien@example.com", "E-17"]);
        let expected = [
            ("17", 0),
            ("@example.com", 0),
            ("brien", 0),
            ("e-17", 0),
            ("o'brien-smith", 0),
            ("obrien", 1),
            ("sean.obrien@example.com", 0),
            ("smith", 1),
        ];
        let words: Vec<_> = found_by
            .words
            .iter()
            .map(|one| (one.word.as_str(), one.shared_prefix))
            .collect();
        assert_eq!(words, expected);
        let text = expected.map(|(word, _)| format!(" {word}")).concat();
        assert_eq!(found_by.text, text);
    }

    #[test]
    fn long_attributes_do_not_displace_names() {
        let names = ["Zoe Young", "zoe@example.com"];
        let note: Vec<String> = (0..300).map(|number| format!("{number:03}")).collect();
        let values = [note.join(" "), "Badge 4711".to_owned()];
        let found_by = search_words_with(names, &values);
        let has = |word: &str| found_by.words.iter().any(|one| one.word == word);
        for word in ["young", "zoe@example.com", "@example.com", "badge", "4711"] {
            assert!(has(word), "{word}");
        }
        assert!(has("000"));
        assert!(!has("299"));
        let without = search_words(names).text.len();
        assert!(found_by.text.len() <= without + LONGEST_OF_ATTRIBUTES);
        assert!(
            found_by
                .words
                .is_sorted_by(|one, next| one.word < next.word)
        );
    }

    #[test]
    fn words_of_attributes_that_are_found_anyway_take_no_room() {
        let same = search_words_with(["Annabel Lee"], &["anna LEE".to_owned()]);
        assert_eq!(same, search_words(["Annabel Lee"]));
        let longer = search_words_with(["Ann Lee"], &["Annabel".to_owned()]);
        assert_eq!(longer, search_words(["Annabel Lee"]));
    }

    #[test]
    fn a_search_meets_each_of_them_first_once() {
        let words = search_words(["Sara Sanders", "s.sanders@example.com", "sandra.s"]).words;
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

    #[test]
    fn the_longest_word_of_a_search_leads() {
        let words = parse("smith\tMARINA smith").unwrap_or_default();
        assert_eq!(words, ["marina", "smith"]);
        assert!(parse("a\0b").is_err());
        assert!(parse(&"a".repeat(201)).is_err());
        assert_eq!(parse("a b c d e f g h A").unwrap_or_default().len(), 8);
        assert!(parse("a b c d e f g h i").is_err());
    }
}
