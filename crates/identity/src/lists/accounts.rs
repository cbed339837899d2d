use contract::filter::ListFilter;
use entity::account::Column;
use entity::{account, user_profile};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect, Select, Value};
use uuid::Uuid;

use super::cursor::{After, Key};
use super::keyset::{by, by_id};
use super::query::Request;
use crate::Error;

/// What accounts can be sorted by.
#[derive(Clone, Copy)]
pub(crate) enum AccountSort {
    Name,
    Email,
    Username,
    CreatedAt,
    LastSignInAt,
}

/// An account with its profile, which only users have.
type Row = (account::Model, Option<user_profile::Model>);

impl AccountSort {
    /// The sort with this name in a query; each list allows its own.
    pub fn of(name: &str) -> Self {
        match name {
            "email" => Self::Email,
            "username" => Self::Username,
            "createdAt" => Self::CreatedAt,
            "lastSignInAt" => Self::LastSignInAt,
            _ => Self::Name,
        }
    }

    const fn column(self) -> Column {
        match self {
            Self::Name => Column::NameKey,
            Self::Email => Column::EmailKey,
            Self::Username => Column::UsernameKey,
            Self::CreatedAt => Column::CreatedAt,
            Self::LastSignInAt => Column::LastSignInAt,
        }
    }

    /// The columns that place a row in this order.
    fn place(self) -> [Expr; 2] {
        [self.column(), Column::Id].map(|column| Expr::col((account::Entity, column)))
    }

    /// The values that place a row in this order.
    pub fn key(self, account: &account::Model) -> (Key, Uuid) {
        let key = match self {
            Self::Name => Key::Text(account.name_key.clone()),
            Self::Email => Key::Text(account.email_key.clone()),
            Self::Username => Key::Text(account.username_key.clone()),
            Self::CreatedAt => Key::At(account.created_at.unix_millis()),
            Self::LastSignInAt => account
                .last_sign_in_at
                .map_or(Key::Never, |at| Key::At(at.unix_millis())),
        };
        (key, account.id)
    }
}

/// The rows of the page, and one more if another page follows.
///
/// Those who never signed in come before everybody else, on both databases: they are a
/// stretch of their own, so that each stretch is read in the order of the index.
pub(crate) async fn account_rows<F: ListFilter>(
    db: &impl ConnectionTrait,
    accounts: Select<account::Entity>,
    request: &Request<F>,
) -> Result<Vec<Row>, Error> {
    let sort = AccountSort::of(request.sort);
    if !matches!(sort, AccountSort::LastSignInAt) {
        let after = request.after.as_ref().and_then(position);
        let select = by(accounts, sort.place(), request.descending, after);
        return fetch(db, select, request.rows()).await;
    }
    let mut rows = Vec::new();
    for never in [!request.descending, request.descending] {
        let missing = request.rows().saturating_sub(rows.len() as u64);
        let Some(select) = stretch(accounts.clone(), request, never) else {
            continue;
        };
        if missing > 0 {
            rows.extend(fetch(db, select, missing).await?);
        }
    }
    Ok(rows)
}

/// The values that the page begins after; `None` where the identifier alone places a row.
pub(super) fn position(after: &After) -> Option<(Value, Uuid)> {
    let value = match &after.key {
        Key::Text(text) => text.as_str().into(),
        Key::At(at) => (*at).into(),
        Key::Id | Key::Never => return None,
    };
    Some((value, after.id))
}

/// Those who never signed in, or those who did, after the last row of the page before; `None`
/// when that row is already past this stretch.
fn stretch<F: ListFilter>(
    accounts: Select<account::Entity>,
    request: &Request<F>,
    never: bool,
) -> Option<Select<account::Entity>> {
    let after = request.after.as_ref();
    let was_in_never = after.map(|after| after.key == Key::Never);
    // Ascending, the stretch without sign-ins comes first; descending, it comes last.
    let first = never != request.descending;
    let after = match was_in_never {
        Some(was) if was == never => after,
        Some(_) if first => return None,
        _ => None,
    };
    Some(if never {
        let select = accounts.filter(Column::LastSignInAt.is_null());
        by_id(select, Column::Id, request.descending, after.map(|a| a.id))
    } else {
        let select = accounts.filter(Column::LastSignInAt.is_not_null());
        let place = AccountSort::LastSignInAt.place();
        by(select, place, request.descending, after.and_then(position))
    })
}

async fn fetch(
    db: &impl ConnectionTrait,
    accounts: Select<account::Entity>,
    limit: u64,
) -> Result<Vec<Row>, Error> {
    let select = accounts
        .limit(limit)
        .find_also_related(user_profile::Entity);
    Ok(select.all(db).await?)
}
