use std::cmp::Ordering;

use entity::{account, user_profile};
use rules::email::EmailAddress;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use uuid::Uuid;

use super::keys::line_key;

/// The sorts of users by a text that is stored as it was entered. The database cannot fold it, so the server reads the
/// texts of all users who match, and keeps the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextSort {
    /// The field of the profile with this name, on a single line.
    Profile(&'static str),
    RecoveryEmail,
}

impl TextSort {
    /// The text of a row of `account` with `user_profile`.
    pub fn text(self, backend: DbBackend) -> Expr {
        match self {
            Self::RecoveryEmail => Expr::col((account::Entity, account::Column::RecoveryEmail)),
            Self::Profile(field) => {
                let fields = Expr::col((user_profile::Entity, user_profile::Column::Fields));
                let text = if backend == DbBackend::Postgres {
                    Func::cust("json_extract_path_text")
                        .arg(fields.cast_as("json"))
                        .arg(field)
                } else {
                    Func::cust("json_extract")
                        .arg(fields)
                        .arg(format!("$.{field}"))
                };
                text.into()
            }
        }
    }

    /// The form in which a text is sorted; empty if there is none.
    pub fn fold(self, text: Option<&str>) -> String {
        match (self, text) {
            (_, None) => String::new(),
            (Self::Profile(_), Some(text)) => line_key(text),
            (Self::RecoveryEmail, Some(text)) => EmailAddress::key_of(text),
        }
    }
}

/// The first users of an order, of any number that are added. Those whose key is empty come last in both directions.
pub(super) struct First {
    most: usize,
    descending: bool,
    after: Option<(String, Uuid)>,
    found: Vec<(String, Uuid)>,
}

impl First {
    /// At most `most` users, who come after the given one.
    pub fn new(most: usize, descending: bool, after: Option<(String, Uuid)>) -> Self {
        Self {
            most,
            descending,
            after,
            found: Vec::new(),
        }
    }

    /// Adds the user with this key and identifier.
    pub fn add(&mut self, key: String, id: Uuid) {
        let user = (key, id);
        let is_before = |after| order(&user, after, self.descending).is_le();
        if self.after.as_ref().is_some_and(is_before) {
            return;
        }
        self.found.push(user);
        // Not after each one, because sorting takes time.
        if self.found.len() > self.most * 10 {
            self.cut();
        }
    }

    /// Their keys and identifiers, in order.
    pub fn users(mut self) -> Vec<(String, Uuid)> {
        self.cut();
        self.found
    }

    fn cut(&mut self) {
        let descending = self.descending;
        self.found
            .sort_unstable_by(|one, other| order(one, other, descending));
        self.found.truncate(self.most);
    }
}

fn order(one: &(String, Uuid), other: &(String, Uuid), descending: bool) -> Ordering {
    let by_value = if descending {
        other.cmp(one)
    } else {
        one.cmp(other)
    };
    one.0.is_empty().cmp(&other.0.is_empty()).then(by_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_contain_each_user_once_in_order() {
        let users = ["b", "", "a", "c", "b", "", "a", "b"];
        let users: Vec<_> = users.into_iter().map(str::to_owned).zip(1_u128..).collect();
        for (descending, expected) in [
            (false, [3, 7, 1, 5, 8, 4, 2, 6]),
            (true, [4, 8, 5, 1, 7, 3, 6, 2]),
        ] {
            for most in 1..9 {
                let (mut seen, mut after) = (Vec::new(), None);
                loop {
                    let mut page = First::new(most, descending, after.take());
                    for (key, id) in &users {
                        page.add(key.clone(), Uuid::from_u128(*id));
                    }
                    let page = page.users();
                    let Some(last) = page.last() else { break };
                    after = Some(last.clone());
                    seen.extend(page.iter().map(|(_, id)| id.as_u128()));
                }
                assert_eq!(seen, expected, "{descending} {most}");
            }
        }
    }

    #[test]
    fn the_first_of_many_are_kept_with_their_keys() {
        let mut first = First::new(2, false, None);
        for number in (0..500_u128).rev() {
            first.add(format!("{number:03}"), Uuid::from_u128(number));
        }
        let expected = [("000", 0), ("001", 1)];
        let expected = expected.map(|(key, id)| (key.to_owned(), Uuid::from_u128(id)));
        assert_eq!(first.users(), expected);
    }
}
