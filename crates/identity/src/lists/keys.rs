use contract::profile::Profile;
use entity::{account, account_word};
use sea_orm::ActiveValue::Set;

use super::fold::{fold, fold_up_to};
use super::search_words::{SearchWords, search_words_with};

/// In characters. PostgreSQL limits an index entry to about 2,700 bytes.
const LONGEST_NAME: usize = 64;
/// Departments, employee types and managers.
const LONGEST_LINE: usize = 100;
const LONGEST_GROUP_NAME: usize = 200;
/// More than a filter's value can have, so that values that differ later are not compared.
const LONGEST_ATTRIBUTE: usize = 300;

/// The folded values by which lists sort, filter and find an account. Public for tests that write
/// many users without the use cases.
#[derive(Debug, PartialEq, Eq)]
pub struct ListKeys {
    /// The name, for sorting.
    pub name: String,
    /// The department, for filtering.
    pub department: String,
    /// The employee type, for filtering.
    pub employee_type: String,
    /// The manager, for filtering.
    pub manager: String,
    /// The employee number, for comparing.
    pub employee_number: Option<String>,
    words: SearchWords,
}

impl ListKeys {
    /// The keys of an account. For an administrator, `username` is the email and the profile is
    /// empty.
    pub fn of(name: &str, email: &str, username: &str, profile: &Profile) -> Self {
        Self::with_attributes((name, email, username), profile, &[])
    }

    /// As [`of`](Self::of), for a user with values that searches include.
    pub(crate) fn with_attributes(
        (name, email, username): (&str, &str, &str),
        profile: &Profile,
        attributes: &[String],
    ) -> Self {
        let texts = [name, email, username].into_iter();
        let texts = texts.chain(profile.searched());
        Self {
            name: fold_up_to(name, LONGEST_NAME),
            department: line_key(profile.department.as_deref().unwrap_or_default()),
            employee_type: line_key(profile.employee_type.as_deref().unwrap_or_default()),
            manager: line_key(profile.manager.as_deref().unwrap_or_default()),
            employee_number: profile.employee_number.as_deref().map(employee_number_key),
            words: search_words_with(texts, attributes),
        }
    }

    /// The row of an account with these keys. Every statement that writes keys uses it, so no other file
    /// lists their columns.
    pub(crate) fn in_row(&self, row: account::ActiveModel) -> account::ActiveModel {
        // Without `..`, so that the compiler asks for a new key.
        let Self {
            name,
            department,
            employee_type,
            manager,
            employee_number,
            words,
        } = self;
        account::ActiveModel {
            name_key: Set(name.clone()),
            department_key: Set(department.clone()),
            employee_type_key: Set(employee_type.clone()),
            manager_key: Set(manager.clone()),
            employee_number_key: Set(employee_number.clone()),
            search_words: Set(words.text.clone()),
            ..row
        }
    }

    /// The account's search words, for its row.
    pub fn search_words(&self) -> String {
        self.words.text.clone()
    }

    /// The search word rows of the user `account`, who has these keys.
    pub fn word_rows(&self, account: &account::Model) -> Vec<account_word::ActiveModel> {
        let words = self.words.words.iter();
        let rows = words.map(|word| account_word::ActiveModel {
            organization_id: Set(account.organization_id),
            account_id: Set(account.id),
            word: Set(word.word.clone()),
            shared_prefix: Set(word.shared_prefix),
            name_key: Set(self.name.clone()),
            state: Set(account.state),
            department_key: Set(self.department.clone()),
            search_words: Set(self.search_words()),
        });
        rows.collect()
    }
}

/// The folded form in which employee numbers are compared.
pub(crate) fn employee_number_key(number: &str) -> String {
    fold(number.trim())
}

/// The folded form in which departments, employee types and managers are compared and sorted.
pub(crate) fn line_key(text: &str) -> String {
    fold_up_to(text.trim(), LONGEST_LINE)
}

/// The folded form in which the names of groups are compared and sorted. Words are separated by one
/// space, and the joiners that names may contain are left out, because they cannot be seen.
pub(crate) fn group_name_key(name: &str) -> String {
    let folded = fold(name).replace(['\u{200c}', '\u{200d}'], "");
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_GROUP_NAME).collect()
}

/// The folded form in which the values of attributes are compared.
pub(crate) fn attribute_key(text: &str) -> String {
    fold_up_to(text.trim(), LONGEST_ATTRIBUTE)
}

/// The folded form in which the names of applications are compared and sorted: that of groups.
pub(crate) fn application_name_key(name: &str) -> String {
    group_name_key(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_with_the_same_words_have_the_same_key() {
        for name in [
            "sales team",
            "Sales Team",
            " SALES\u{a0}  team ",
            "Sáles Téam",
            "Sales\u{200d} Team",
        ] {
            assert_eq!(group_name_key(name), "sales team");
        }
        assert_ne!(group_name_key("SalesTeam"), group_name_key("Sales Team"));
        // One character that becomes eighteen.
        let long = group_name_key(&"\u{fdfa}".repeat(100));
        assert_eq!(long.chars().count(), LONGEST_GROUP_NAME);
    }
}
