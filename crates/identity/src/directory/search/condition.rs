//! Conditions on texts that miss no entry. They may hold for more: the filter is evaluated for what the database
//! returns.

use ldap::filter;
use sea_orm::{ColumnTrait, Condition};

use crate::lists::fold;

/// How much of a name is compared. The keys of names are cut off, and these are shorter than any of them.
const COMPARED: usize = 60;

/// Translates a condition that consists of others. `leaf` translates the rest; `None` is never true.
pub(super) fn translate(
    condition: &filter::Condition,
    leaf: &impl Fn(&filter::Condition) -> Option<Condition>,
) -> Option<Condition> {
    match condition {
        filter::Condition::Everything => Some(Condition::all()),
        filter::Condition::Nothing => None,
        filter::Condition::All(inner) => {
            let mut all = Condition::all();
            for one in inner {
                all = all.add(translate(one, leaf)?);
            }
            Some(all)
        }
        filter::Condition::Any(inner) => {
            let mut any = Condition::any();
            let mut is_possible = false;
            for one in inner.iter().filter_map(|one| translate(one, leaf)) {
                // One that is always true has no parts, and would be left out.
                if one.is_empty() {
                    return Some(Condition::all());
                }
                any = any.add(one);
                is_possible = true;
            }
            is_possible.then_some(any)
        }
        other => leaf(other),
    }
}

/// The condition on a column with texts in lower case.
pub(super) fn text_is(column: impl ColumnTrait, test: &filter::Test) -> Condition {
    match test {
        filter::Test::Equals(text) => Condition::all().add(column.eq(storable(text))),
        filter::Test::StartsWith(start) => starts_with(column, storable(start)),
    }
}

/// A text that PostgreSQL accepts. It refuses a zero, which no stored text contains, and nothing has the empty
/// name.
pub(super) fn storable(text: &str) -> &str {
    if text.contains('\0') { "" } else { text }
}

/// The condition on a column with the folded form of names, in which accents are left out.
pub(super) fn name_is(column: impl ColumnTrait, test: &filter::Test) -> Condition {
    match test {
        filter::Test::Equals(text) => {
            let key = fold(storable(text));
            // Stored names may have more spaces between their words, or joiners that cannot be seen.
            let may_differ = |c| matches!(c, ' ' | '\u{200c}' | '\u{200d}');
            if key.contains(may_differ) || key.chars().count() > COMPARED {
                starts_with(column, beginning(&key))
            } else {
                Condition::all().add(column.eq(key))
            }
        }
        filter::Test::StartsWith(start) => starts_with(column, beginning(start)),
    }
}

/// The beginning of a name that is the same in its folded form, whatever follows: the ASCII letters of the first
/// word.
fn beginning(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    let end = end.unwrap_or(text.len()).min(COMPARED);
    text.get(..end).unwrap_or_default()
}

/// Columns of keys are compared bytewise, so a range finds those with a beginning, and can use an index.
fn starts_with(column: impl ColumnTrait, start: &str) -> Condition {
    if start.is_empty() {
        return Condition::all();
    }
    Condition::all()
        .add(column.gte(start))
        .add(column.lte(format!("{start}\u{10FFFF}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_that_folding_keeps_is_compared() {
        for (text, compared) in [
            ("ada", "ada"),
            ("ada lovelace", "ada"),
            ("o'connor", "o"),
            ("jürgen", "j"),
            ("émile", ""),
            ("", ""),
        ] {
            assert_eq!(beginning(text), compared);
        }
        assert_eq!(beginning(&"a".repeat(100)).len(), COMPARED);
    }

    #[test]
    fn what_is_always_true_is_not_lost_among_others() {
        use filter::Condition::{All, Any, Everything, MemberUid, Nothing, UidNumber};
        let leaf = |condition: &filter::Condition| match condition {
            UidNumber(_) => Some(Condition::all().add(entity::account::Column::Name.eq("x"))),
            MemberUid(_) => Some(Condition::all()),
            _ => None,
        };
        let translated = |condition| translate(&condition, &leaf);
        assert_eq!(translated(Nothing), None);
        assert_eq!(translated(Everything), Some(Condition::all()));
        let either = Any(vec![UidNumber(1), MemberUid("a".to_owned())]);
        assert_eq!(translated(either), Some(Condition::all()));
        assert_eq!(translated(Any(vec![Nothing, Nothing])), None);
        assert_eq!(translated(All(vec![UidNumber(1), Nothing])), None);
        assert!(translated(Any(vec![Nothing, UidNumber(1)])).is_some());
    }
}
