use contract::profile::Profile;
use entity::{account, account_word};
use sea_orm::ActiveValue::Set;

use super::fold::fold_up_to;
use super::search_words::{SearchWords, search_words};

/// In characters. An index entry has room for about 2,700 bytes on PostgreSQL.
const LONGEST_NAME: usize = 64;
const LONGEST_DEPARTMENT: usize = 100;

/// What lists sort and find an account by, folded. Public for tests that write many users
/// without the use cases.
#[derive(Debug, PartialEq, Eq)]
pub struct ListKeys {
    /// The name, to sort by.
    pub name: String,
    /// The department, to filter by.
    pub department: String,
    words: SearchWords,
}

impl ListKeys {
    /// Of the account called `name`. An administrator has the email for username, and an empty
    /// profile.
    pub fn of(name: &str, email: &str, username: &str, profile: &Profile) -> Self {
        let texts = [name, email, username];
        Self {
            name: fold_up_to(name, LONGEST_NAME),
            department: department_key(profile.department.as_deref().unwrap_or_default()),
            words: search_words(texts.into_iter().chain(profile.searched())),
        }
    }

    /// The words of a search that find the account, for its row.
    pub fn search_words(&self) -> String {
        self.words.text.clone()
    }

    /// The rows that find the user `account`, who has these keys.
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

/// A department in the form in which departments are compared.
pub(crate) fn department_key(name: &str) -> String {
    fold_up_to(name.trim(), LONGEST_DEPARTMENT)
}
