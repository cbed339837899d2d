use contract::ids::OrganizationId;
use entity::account;
use rules::access::EmailProof;
use rules::account::AccountKind;
use rules::mfa::MfaRequirement;
use rules::preview::PreviewedAccount;
use rules::sign_in::SignInFacts;
use rules::state::UserState;
use rules::status::{ExpiryReason, LockReason, PasswordFacts};
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, DerivePartialModel, QuerySelect};
use uuid::Uuid;

use super::walk::Position;
use crate::Error;
use crate::accounts::{AttemptColumns, stored_lock};
use crate::lists::{ColumnSort, after, scope};

/// The columns of an account that the policies depend on.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
pub(super) struct Row {
    pub id: Uuid,
    pub kind: AccountKind,
    pub created_at: Timestamp,
    pub state: UserState,
    password_set_at: Option<Timestamp>,
    password_expires_at: Option<Timestamp>,
    password_expiry_reason: Option<ExpiryReason>,
    password_never_expires: bool,
    password_temporary: bool,
    mfa_override: Option<MfaRequirement>,
    mfa_enrolled_at: Option<Timestamp>,
    mfa_enroll_by: Option<Timestamp>,
    email_unverified: bool,
    failed_password_attempts: i32,
    wrong_passwords: i32,
    failed_factor_attempts: i32,
    wrong_factors: i32,
    last_attempt_at: Option<Timestamp>,
    verified_while_locked: i32,
    lock_reason: Option<LockReason>,
    locked_at: Option<Timestamp>,
    locked_until: Option<Timestamp>,
}

/// Reads the next accounts after `position`, in the order of an index.
///
/// # Errors
/// If the database fails.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    position: Position,
    rows: u64,
) -> Result<Vec<Row>, Error> {
    let last = position.last.map(|(at, id)| (at.into(), id));
    let accounts = scope(organization, position.kind);
    let next = after(accounts, ColumnSort::CreatedAt.place(), false, last).limit(rows);
    Ok(next.into_partial_model::<Row>().all(db).await?)
}

impl Row {
    /// What the rules evaluate.
    pub fn account(&self) -> PreviewedAccount {
        PreviewedAccount {
            kind: self.kind,
            sign_in: SignInFacts {
                // Nobody of a suspended organization previews anything.
                organization_suspended: false,
                state: self.state,
                password: PasswordFacts {
                    set_at: self.password_set_at,
                    expires_at: self.password_expires_at,
                    lock: stored_lock(self.lock_reason, self.locked_at, self.locked_until),
                    enroll_by: self.mfa_enroll_by,
                },
                temporary: self.password_temporary,
                // No policy changes what must be accepted.
                terms_due: false,
            },
            expiry_reason: self.password_expiry_reason,
            never_expires: self.password_never_expires,
            mfa_override: self.mfa_override,
            enrolled_at: self.mfa_enrolled_at,
        }
    }

    pub const fn is_enrolled(&self) -> bool {
        self.mfa_enrolled_at.is_some()
    }

    pub const fn email_proof(&self) -> EmailProof {
        EmailProof::of(self.email_unverified)
    }

    pub const fn has_password(&self) -> bool {
        self.password_set_at.is_some()
    }
}

impl From<&Row> for AttemptColumns {
    fn from(row: &Row) -> Self {
        Self {
            failed_password_attempts: row.failed_password_attempts,
            wrong_passwords: row.wrong_passwords,
            failed_factor_attempts: row.failed_factor_attempts,
            wrong_factors: row.wrong_factors,
            last_attempt_at: row.last_attempt_at,
            verified_while_locked: row.verified_while_locked,
            locked_at: row.locked_at,
            locked_until: row.locked_until,
        }
    }
}
