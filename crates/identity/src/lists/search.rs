use std::collections::BTreeSet;

use contract::ids::OrganizationId;
use entity::account_word;
use rules::text::fold;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

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

/// The words by which somebody with these names is found: each text as a whole word, and the
/// parts it is made of (`o'brien` is found by `brien` too).
pub(crate) fn words_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
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
    words
}

/// The accounts of `organization` that have a word which begins with `prefix`. A range, so
/// that both databases answer it from the index.
pub(crate) fn matching(organization: OrganizationId, prefix: &str) -> SelectStatement {
    let mut select = account_word::Entity::find()
        .select_only()
        .column(account_word::Column::AccountId)
        .filter(account_word::Column::OrganizationId.eq(organization.0))
        .filter(account_word::Column::Word.gte(prefix));
    if let Some(end) = end_of(prefix) {
        select = select.filter(account_word::Column::Word.lt(end));
    }
    select.into_query()
}

/// The first text after all those that begin with `prefix`; `None` when there is none.
fn end_of(prefix: &str) -> Option<String> {
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
        for word in [
            "seán",
            "o'brien-smith",
            "brien",
            "smith",
            "sean.obrien@example.com",
            "sean.obrien",
            "obrien",
            "e-17",
            "17",
        ] {
            assert!(words.contains(word), "{word}");
        }
        assert!(!words.contains("example"));
    }
}
