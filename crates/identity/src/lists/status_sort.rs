use entity::account::{self, Column};
use rules::mfa::MfaStatus;
use rules::state::UserState;
use rules::status::PasswordStatus;
use rules::time::Timestamp;
use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{ColumnTrait, Condition};

use super::cursor::Key;
use super::status_conditions::{has_mfa_status, has_status};
use crate::account_facts::{facts, mfa_facts};

/// The sorts of accounts by what is derived from several columns and the time. Statuses are in the order of
/// their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusSort {
    /// The password status of active users, and the state of the others.
    Status,
    Password,
    LockedAt,
    Mfa,
}

impl StatusSort {
    /// All, with their names in a query: those of export columns, except "status".
    pub const ALL: [(&'static str, Self); 4] = [
        ("status", Self::Status),
        ("password.status", Self::Password),
        ("password.lock.at", Self::LockedAt),
        ("mfa.status", Self::Mfa),
    ];

    /// The value by which a row is sorted at `now`.
    pub fn by(self, now: Timestamp) -> Expr {
        let column = |column: Column| Expr::col((account::Entity, column));
        match self {
            Self::Status => {
                let inactive = Column::State.ne(UserState::Active);
                password_status(Expr::case(inactive, column(Column::State)), now)
            }
            Self::Password => password_status(CaseStatement::new(), now),
            Self::LockedAt => {
                let stored = Condition::all().add(Column::LockedAt.is_not_null()).add(
                    Condition::any()
                        .add(Column::LockedUntil.is_null())
                        .add(Column::LockedUntil.gt(now)),
                );
                Expr::case(stored, column(Column::LockedAt))
                    .case(Column::MfaEnrollBy.lte(now), column(Column::MfaEnrollBy))
                    .finally(0_i64)
                    .into()
            }
            Self::Mfa => {
                let enrolled = MfaStatus::Enrolled;
                let others = [MfaStatus::EnrollmentOverdue, MfaStatus::EnrollmentPeriod];
                let first = Expr::case(has_mfa_status(enrolled, now), enrolled.as_str());
                others
                    .into_iter()
                    .fold(first, |case, status| {
                        case.case(has_mfa_status(status, now), status.as_str())
                    })
                    .finally(MfaStatus::NotEnrolled.as_str())
                    .into()
            }
        }
    }

    /// The key of accounts without a value; `None` if all have one.
    pub fn empty(self) -> Option<Key> {
        match self {
            Self::LockedAt => Some(Key::At(0)),
            Self::Status | Self::Password | Self::Mfa => None,
        }
    }

    /// The value by which an account is sorted at `now`.
    pub fn key(self, account: &account::Model, now: Timestamp) -> Key {
        let text = match self {
            Self::Status if account.state != UserState::Active => account.state.as_str(),
            Self::Status | Self::Password => facts(account).status_at(now).as_str(),
            Self::LockedAt => {
                let lock = facts(account).lock_at(now);
                return Key::At(lock.map_or(0, |lock| lock.at.unix_millis()));
            }
            Self::Mfa => mfa_facts(account).status_at(now).as_str(),
        };
        Key::Text(text.to_owned())
    }
}

fn password_status(case: CaseStatement, now: Timestamp) -> Expr {
    use PasswordStatus::{Active, Expired, Locked, Pending};
    [Locked, Pending, Expired]
        .into_iter()
        .fold(case, |case, status| {
            case.case(has_status(status, now), status.as_str())
        })
        .finally(Active.as_str())
        .into()
}
