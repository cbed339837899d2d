use entity::account::{self, Column};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use super::cursor::Key;

/// What accounts can be sorted by.
#[derive(Clone, Copy)]
pub(crate) enum AccountSort {
    Name,
    Email,
    Username,
    CreatedAt,
    LastSignInAt,
}

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

    /// What places a row in this order. Those who never signed in come before everybody else,
    /// on both databases; the text is that of the index.
    pub fn place(self) -> [Expr; 2] {
        let column = |column| Expr::col((account::Entity, column));
        let first = match self {
            Self::Name => column(Column::NameKey),
            Self::Email => column(Column::EmailKey),
            Self::Username => column(Column::UsernameKey),
            Self::CreatedAt => column(Column::CreatedAt),
            Self::LastSignInAt => Expr::cust(r#"COALESCE("account"."last_sign_in_at", 0)"#),
        };
        [first, column(Column::Id)]
    }

    /// The values that place a row in this order.
    pub fn key(self, account: &account::Model) -> (Key, Uuid) {
        let key = match self {
            Self::Name => Key::Text(account.name_key.clone()),
            Self::Email => Key::Text(account.email_key.clone()),
            Self::Username => Key::Text(account.username_key.clone()),
            Self::CreatedAt => Key::At(account.created_at.unix_millis()),
            Self::LastSignInAt => {
                Key::At(account.last_sign_in_at.map_or(0, Timestamp::unix_millis))
            }
        };
        (key, account.id)
    }
}
