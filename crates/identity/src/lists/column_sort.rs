use entity::account::{self, Column};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, Func};

use super::cursor::Key;

/// The sorts of accounts by a column. Those by a name, an email, employment, creation, change and sign-in have an
/// index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnSort {
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
    State,
    StateChangedAt,
    PasswordSetAt,
    PasswordExpiresAt,
    MfaEnrollBy,
    RecoveryEmailEnteredAt,
    RecoveryEmailVerifiedAt,
    TermsAcceptedAt,
}

impl ColumnSort {
    /// All, with their names in a query, which are those of the columns of exports.
    pub const ALL: [(&'static str, Self); 18] = [
        ("name", Self::Name),
        ("email", Self::Email),
        ("username", Self::Username),
        ("department", Self::Department),
        ("employeeType", Self::EmployeeType),
        ("manager", Self::Manager),
        ("employeeNumber", Self::EmployeeNumber),
        ("createdAt", Self::CreatedAt),
        ("updatedAt", Self::UpdatedAt),
        ("lastSignInAt", Self::LastSignInAt),
        ("state", Self::State),
        ("stateChangedAt", Self::StateChangedAt),
        ("password.setAt", Self::PasswordSetAt),
        ("password.expiresAt", Self::PasswordExpiresAt),
        ("mfa.enrollBy", Self::MfaEnrollBy),
        ("recoveryEmail.enteredAt", Self::RecoveryEmailEnteredAt),
        ("recoveryEmail.verifiedAt", Self::RecoveryEmailVerifiedAt),
        ("terms.acceptedAt", Self::TermsAcceptedAt),
    ];

    /// The value by which a row is sorted, also if it has none: NULL would be in another place on each
    /// database. The text must equal that of the index.
    pub fn by(self) -> Expr {
        let column = |column: Column| Expr::col((account::Entity, column));
        let time = |at: Column| Expr::from(Func::coalesce([column(at), Expr::value(0_i64)]));
        match self {
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
            Self::State => column(Column::State),
            Self::StateChangedAt => column(Column::StateChangedAt),
            Self::PasswordSetAt => time(Column::PasswordSetAt),
            Self::PasswordExpiresAt => time(Column::PasswordExpiresAt),
            Self::MfaEnrollBy => time(Column::MfaEnrollBy),
            Self::RecoveryEmailEnteredAt => time(Column::RecoveryEmailEnteredAt),
            Self::RecoveryEmailVerifiedAt => time(Column::RecoveryEmailVerifiedAt),
            Self::TermsAcceptedAt => time(Column::TermsAcceptedAt),
        }
    }

    /// The expressions that order the rows.
    pub fn place(self) -> [Expr; 2] {
        [self.by(), Expr::col((account::Entity, Column::Id))]
    }

    /// The key of accounts without a value; `None` if all have one.
    pub fn empty(self) -> Option<Key> {
        match self {
            Self::Department | Self::EmployeeType | Self::Manager | Self::EmployeeNumber => {
                Some(Key::Text(String::new()))
            }
            Self::LastSignInAt
            | Self::PasswordSetAt
            | Self::PasswordExpiresAt
            | Self::MfaEnrollBy
            | Self::RecoveryEmailEnteredAt
            | Self::RecoveryEmailVerifiedAt
            | Self::TermsAcceptedAt => Some(Key::At(0)),
            Self::Name
            | Self::Email
            | Self::Username
            | Self::CreatedAt
            | Self::UpdatedAt
            | Self::State
            | Self::StateChangedAt => None,
        }
    }

    /// The value by which an account is sorted.
    pub fn key(self, account: &account::Model) -> Key {
        let text = |key: &str| Key::Text(key.to_owned());
        let time = |at: Option<Timestamp>| Key::At(at.map_or(0, Timestamp::unix_millis));
        match self {
            Self::Name => text(&account.name_key),
            Self::Email => text(&account.email_key),
            Self::Username => text(&account.username_key),
            Self::Department => text(&account.department_key),
            Self::EmployeeType => text(&account.employee_type_key),
            Self::Manager => text(&account.manager_key),
            Self::EmployeeNumber => text(account.employee_number_key.as_deref().unwrap_or("")),
            Self::CreatedAt => time(Some(account.created_at)),
            Self::UpdatedAt => time(Some(account.updated_at)),
            Self::LastSignInAt => time(account.last_sign_in_at),
            Self::State => text(account.state.as_str()),
            Self::StateChangedAt => time(Some(account.state_changed_at)),
            Self::PasswordSetAt => time(account.password_set_at),
            Self::PasswordExpiresAt => time(account.password_expires_at),
            Self::MfaEnrollBy => time(account.mfa_enroll_by),
            Self::RecoveryEmailEnteredAt => time(account.recovery_email_entered_at),
            Self::RecoveryEmailVerifiedAt => time(account.recovery_email_verified_at),
            Self::TermsAcceptedAt => time(account.terms_accepted_at),
        }
    }
}
