//! Lists whose whole filter is in one table other than `account`. The rows of `account_word` and `user_attribute` have
//! copies of the state, the department and the name of their user, and indexes that contain them, so such a list is
//! counted and sorted by name without reading its accounts.

use contract::filter::ListFilter;
use entity::{account_word, user_attribute};
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::account_page::{AccountList, has_word, unindexed};
use super::condition::{all_of, one_of};
use super::request::Request;
use super::search_words::end_of;

/// The filter by what is copied.
pub(crate) struct CopiedFilter {
    /// A user must be in one of these states, unless there are none.
    pub states: Vec<UserState>,
    /// The keys of the departments. A user must be in one of them, unless there are none.
    pub departments: Vec<String>,
    /// Whether the list is filtered by nothing else, except attributes and groups.
    pub is_all: bool,
}

impl CopiedFilter {
    /// As a condition on the copies in these columns. Their indexes contain the state before what follows it, so it is
    /// always compared.
    fn on(&self, state: impl ColumnTrait, department_key: impl ColumnTrait) -> Condition {
        let all = UserState::ALL;
        let states = match self.states.as_slice() {
            [] => &all[..],
            states => states,
        };
        all_of([
            one_of(state, states),
            one_of(department_key, &self.departments),
        ])
    }
}

/// Selects the users of a list from the rows that contain its whole filter, each user once.
pub(super) enum CopiedRows {
    /// Search words.
    Words(Select<account_word::Entity>),
    /// Values of an attribute.
    Values(Select<user_attribute::Entity>),
}

impl CopiedRows {
    /// Selects all of them.
    pub fn all(self) -> SelectStatement {
        match self {
            Self::Words(rows) => rows.into_query(),
            Self::Values(rows) => rows.into_query(),
        }
    }

    /// Selects those of the page that is sorted by name.
    pub fn page<F>(self, request: &Request<F>) -> SelectStatement {
        match self {
            Self::Words(rows) => {
                use account_word::Column;
                page(request, rows, [Column::NameKey, Column::AccountId])
            }
            Self::Values(rows) => {
                use user_attribute::Column;
                page(request, rows, [Column::NameKey, Column::AccountId])
            }
        }
    }
}

fn page<E: EntityTrait, F>(
    request: &Request<F>,
    rows: Select<E>,
    place: [E::Column; 2],
) -> SelectStatement {
    let place = place.map(|column| unindexed(Expr::col(column.as_column_ref())));
    request.page_of(rows, place).into_query()
}

impl<F: ListFilter> AccountList<'_, F> {
    /// The rows that contain the whole filter, if there are such rows.
    pub(super) fn copied_rows(&self) -> Option<CopiedRows> {
        let is_all = self.copied.as_ref().is_some_and(|copied| copied.is_all);
        if !is_all || !self.groups.is_empty() {
            return None;
        }
        let mut values = self.values().into_iter();
        match (self.request.words.is_empty(), values.next()) {
            (false, None) => Some(CopiedRows::Words(self.found_words())),
            (true, Some(first)) => {
                let id = || {
                    use user_attribute::Column::AccountId;
                    unindexed(Expr::col(AccountId.as_column_ref()))
                };
                Some(CopiedRows::Values(values.fold(first, |rows, others| {
                    rows.filter(id().in_subquery(others.into_query()))
                })))
            }
            _ => None,
        }
    }

    /// Selects, for each attribute of the filter, the users who have a value that matches and pass
    /// [`copied`](Self::copied). Each reads a range of one index.
    pub(super) fn values(&self) -> Vec<Select<user_attribute::Entity>> {
        use user_attribute::Column;
        let copied = self.copied.as_ref();
        let copied = copied.map(|copied| copied.on(Column::State, Column::DepartmentKey));
        let values = self.attributes.iter().map(|values| {
            let passes = copied.clone().unwrap_or_else(Condition::all);
            values.clone().filter(passes)
        });
        values.collect()
    }

    /// Selects the users who have all words and pass [`copied`](Self::copied), each once.
    pub(super) fn found_words(&self) -> Select<account_word::Entity> {
        account_word::Entity::find()
            .select_only()
            .column(account_word::Column::AccountId)
            .filter(self.has_found_word())
    }

    /// Matches one row of each user who has all words and passes [`copied`](Self::copied). Reads a range of the
    /// index of this state, or of this department and state, which contains all these columns.
    pub(super) fn has_found_word(&self) -> Condition {
        use account_word::Column;
        let (first, others) = match self.request.words.split_first() {
            Some((first, others)) => (first.as_str(), others),
            None => ("", &[][..]),
        };
        let characters = i32::try_from(first.chars().count()).unwrap_or(i32::MAX);
        let mut found = Condition::all()
            .add(Column::OrganizationId.eq(self.organization.0))
            .add(Column::Word.gte(first))
            .add(Column::SharedPrefix.lt(characters));
        if let Some(end) = end_of(first) {
            found = found.add(Column::Word.lt(end));
        }
        for word in others {
            found = found.add(has_word(Column::SearchWords, word));
        }
        match &self.copied {
            None => found,
            Some(copied) => found.add(copied.on(Column::State, Column::DepartmentKey)),
        }
    }
}
