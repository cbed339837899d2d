//! Stored factors and their representation in the API.

use std::collections::{HashMap, HashSet};

use contract::factors::{Factor, MfaDetails};
use contract::ids::{FactorId, OrganizationId};
use entity::{account, factor, recovery_code};
use rules::mfa::{FactorKind, MfaPolicy};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{codes, passkeys};
use crate::accounts::{factor_is_due, mfa_facts, mfa_requirement};
use crate::addresses::Portal;
use crate::crypto::Seal;
use crate::{Context, Error};

/// The factors that `account` is asked for, in the order to offer them. Empty unless a factor [is
/// due](factor_is_due).
pub(crate) async fn due(
    context: &Context,
    db: &impl ConnectionTrait,
    account: &account::Model,
    policy: &MfaPolicy,
) -> Result<Vec<FactorKind>, Error> {
    if !factor_is_due(account, policy) {
        return Ok(Vec::new());
    }
    let rows = of(db, account.id).await?;
    let has = |kind: FactorKind| rows.iter().any(|row| row.kind == kind);
    let mut due = Vec::new();
    if has(FactorKind::Passkey) && passkeys::are_available(context, account.kind.portal()) {
        due.push(FactorKind::Passkey);
    }
    if has(FactorKind::Totp) {
        due.push(FactorKind::Totp);
    }
    // Also the fallback if no other factor can be offered, because the list must not be empty.
    if due.is_empty() || codes::left(db, account.id).await? > 0 {
        due.push(FactorKind::RecoveryCode);
    }
    Ok(due)
}

/// Which of these accounts of an organization have a passkey that works, if those of `portal` can use one.
///
/// # Errors
/// If the database fails.
pub(crate) async fn with_passkey(
    context: &Context,
    portal: Portal,
    organization: OrganizationId,
    accounts: &[Uuid],
) -> Result<HashSet<Uuid>, Error> {
    if !passkeys::are_available(context, portal) {
        return Ok(HashSet::new());
    }
    let rows: Vec<Uuid> = factor::Entity::find()
        .select_only()
        .column(factor::Column::AccountId)
        .filter(factor::Column::OrganizationId.eq(organization.0))
        .filter(factor::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(factor::Column::Kind.eq(FactorKind::Passkey))
        .filter(factor::Column::CopiedAt.is_null())
        .into_tuple()
        .all(context.database().read())
        .await?;
    Ok(rows.into_iter().collect())
}

/// The authenticator apps and passkeys of an account, oldest first.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<factor::Model>, Error> {
    Ok(factor::Entity::find()
        .filter(factor::Column::AccountId.eq(account))
        .order_by_asc(factor::Column::CreatedAt)
        .order_by_asc(factor::Column::Id)
        .all(db)
        .await?)
}

/// The authenticator apps or the passkeys of an account.
pub(super) async fn of_kind(
    db: &impl ConnectionTrait,
    account: Uuid,
    kind: FactorKind,
) -> Result<Vec<factor::Model>, Error> {
    let mut rows = of(db, account).await?;
    rows.retain(|row| row.kind == kind);
    Ok(rows)
}

/// The MFA data of several accounts of one organization, loaded in a few queries. [`Mfa::details`]
/// returns that of one account.
pub(crate) struct Mfa {
    policy: MfaPolicy,
    factors: HashMap<Uuid, Vec<factor::Model>>,
    codes: HashMap<Uuid, u64>,
}

impl Mfa {
    /// Loads the data of these accounts of an organization with this policy.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        db: &impl ConnectionTrait,
        policy: MfaPolicy,
        accounts: &[Uuid],
    ) -> Result<Self, Error> {
        let mut factors: HashMap<Uuid, Vec<factor::Model>> = HashMap::new();
        if accounts.is_empty() {
            return Ok(Self {
                policy,
                factors,
                codes: HashMap::new(),
            });
        }
        let rows = factor::Entity::find()
            .filter(factor::Column::AccountId.is_in(accounts.iter().copied()))
            .order_by_asc(factor::Column::CreatedAt)
            .order_by_asc(factor::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            factors.entry(row.account_id).or_default().push(row);
        }
        let with_factors: Vec<Uuid> = factors.keys().copied().collect();
        let codes: Vec<(Uuid, i64)> = if with_factors.is_empty() {
            Vec::new()
        } else {
            recovery_code::Entity::find()
                .select_only()
                .column(recovery_code::Column::AccountId)
                .expr_as(Expr::col(recovery_code::Column::Id).count(), "left")
                .filter(recovery_code::Column::AccountId.is_in(with_factors))
                .filter(recovery_code::Column::UsedAt.is_null())
                .group_by(recovery_code::Column::AccountId)
                .into_tuple()
                .all(db)
                .await?
        };
        let codes = codes
            .into_iter()
            .map(|(id, left)| (id, left.unsigned_abs()));
        Ok(Self {
            policy,
            factors,
            codes: codes.collect(),
        })
    }

    /// The MFA status of this account at `now`.
    pub fn details(&self, account: &account::Model, now: Timestamp) -> MfaDetails {
        let facts = mfa_facts(account);
        let factors = self.factors.get(&account.id);
        MfaDetails {
            status: facts.status_at(now),
            requirement: mfa_requirement(account, &self.policy),
            requirement_override: account.mfa_override,
            enroll_by: facts.enroll_by,
            factors: factors.into_iter().flatten().map(show).collect(),
            recovery_codes_left: self.codes.get(&account.id).copied().unwrap_or_default(),
        }
    }
}

/// Builds the API's representation of a factor.
pub(super) fn show(row: &factor::Model) -> Factor {
    Factor {
        id: FactorId(row.id),
        kind: row.kind,
        name: row.name.clone(),
        synced: (row.kind == FactorKind::Passkey).then_some(row.synced),
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        copied_at: row.copied_at,
    }
}

/// Seals the secret of the factor with this identifier.
pub(super) fn seal(context: &Context, id: Uuid, secret: &[u8]) -> Result<Vec<u8>, Error> {
    context
        .master_key()
        .seal(Seal::Factor(id.as_bytes()), secret)
}

/// Decrypts the secret of a factor.
pub(super) fn open(context: &Context, row: &factor::Model) -> Result<Vec<u8>, Error> {
    context
        .master_key()
        .open(Seal::Factor(row.id.as_bytes()), &row.secret_encrypted)
        .map_err(|error| Error::internal(error.to_string()))
}
