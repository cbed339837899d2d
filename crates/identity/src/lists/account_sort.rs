use entity::account::{self, Column};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use super::cursor::Key;

/// The sort keys of accounts.
#[derive(Clone, Copy)]
pub(crate) enum AccountSort {
    Name,
    Email,
    Username,
    Department,
    EmployeeType,
    Manager,
    EmployeeNumber,
    CreatedAt,
    UpdatedAt,
    LastSignInAt,
}

impl AccountSort {
    /// The sort key with this name in a query. Each list has its own subset.
    pub fn of(name: &str) -> Self {
        match name {
            "email" => Self::Email,
            "username" => Self::Username,
            "department" => Self::Department,
            "employeeType" => Self::EmployeeType,
            "manager" => Self::Manager,
            "employeeNumber" => Self::EmployeeNumber,
            "createdAt" => Self::CreatedAt,
            "updatedAt" => Self::UpdatedAt,
            "lastSignInAt" => Self::LastSignInAt,
            _ => Self::Name,
        }
    }

    /// The expressions that order the rows. Accounts without a sign-in or a number come first
    /// on both databases. The text must equal that of the index.
    pub fn place(self) -> [Expr; 2] {
        let column = |column| Expr::col((account::Entity, column));
        let first = match self {
            Self::Name => column(Column::NameKey),
            Self::Email => column(Column::EmailKey),
            Self::Username => column(Column::UsernameKey),
            Self::Department => column(Column::DepartmentKey),
            Self::EmployeeType => column(Column::EmployeeTypeKey),
            Self::Manager => column(Column::ManagerKey),
            Self::EmployeeNumber => Expr::cust(r#"COALESCE("account"."employee_number_key", '')"#),
            Self::CreatedAt => column(Column::CreatedAt),
            Self::UpdatedAt => column(Column::UpdatedAt),
            Self::LastSignInAt => Expr::cust(r#"COALESCE("account"."last_sign_in_at", 0)"#),
        };
        [first, column(Column::Id)]
    }

    /// The values by which a row is ordered.
    pub fn key(self, account: &account::Model) -> (Key, Uuid) {
        let key = match self {
            Self::Name => Key::Text(account.name_key.clone()),
            Self::Email => Key::Text(account.email_key.clone()),
            Self::Username => Key::Text(account.username_key.clone()),
            Self::Department => Key::Text(account.department_key.clone()),
            Self::EmployeeType => Key::Text(account.employee_type_key.clone()),
            Self::Manager => Key::Text(account.manager_key.clone()),
            Self::EmployeeNumber => {
                Key::Text(account.employee_number_key.clone().unwrap_or_default())
            }
            Self::CreatedAt => Key::At(account.created_at.unix_millis()),
            Self::UpdatedAt => Key::At(account.updated_at.unix_millis()),
            Self::LastSignInAt => {
                Key::At(account.last_sign_in_at.map_or(0, Timestamp::unix_millis))
            }
        };
        (key, account.id)
    }
}
