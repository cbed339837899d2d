use entity::account::{Column, Entity};
use entity::{factor, organization};
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::accounts::{AccountScope, HeldAccount};
use crate::addresses::Portal;
use crate::{Context, Error};

/// As [`apply_requirement_in`], for the held account.
///
/// # Errors
/// When the database fails.
pub(crate) async fn apply_requirement(held: &HeldAccount<'_>) -> Result<(), Error> {
    let scope = AccountScope::Account(held.account.id);
    apply_requirement_in(held.context(), held.tx(), &held.organization, scope).await
}

/// Applies the MFA requirement to accounts: starts the enrollment period of those that need a
/// factor and have none, and ends it for those that have one or need none. Call it in any
/// transaction that changes either.
///
/// # Errors
/// When the database fails.
pub(crate) async fn apply_requirement_in(
    context: &Context,
    tx: &impl ConnectionTrait,
    organization: &organization::Model,
    scope: AccountScope,
) -> Result<(), Error> {
    let policy = organization.settings.mfa_policy;
    if let AccountScope::Account(id) = scope {
        write_enrolled(context, tx, id).await?;
    }
    let theirs = theirs(organization.id, scope);
    Entity::update_many()
        .col_expr(Column::MfaEnrollBy, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::MfaNotice, Expr::value(Option::<i32>::None))
        .filter(theirs.clone())
        .filter(Column::MfaEnrollBy.is_not_null())
        .filter(
            Condition::any()
                .add(Column::MfaEnrolledAt.is_not_null())
                .add(required(&policy).not()),
        )
        .exec(tx)
        .await?;
    let by = policy.enroll_by(context.now());
    Entity::update_many()
        .col_expr(Column::MfaEnrollBy, Expr::value(by))
        .filter(theirs)
        .filter(waits_for_period(&policy))
        .exec(tx)
        .await?;
    Ok(())
}

/// Records since when an account has a factor.
async fn write_enrolled(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
) -> Result<(), Error> {
    let has = factor::Entity::find()
        .filter(factor::Column::AccountId.eq(account))
        .limit(1)
        .one(tx)
        .await?
        .is_some();
    let mut update = Entity::update_many().filter(Column::Id.eq(account));
    update = if has {
        update
            .col_expr(Column::MfaEnrolledAt, Expr::value(context.now()))
            .filter(Column::MfaEnrolledAt.is_null())
    } else {
        update.col_expr(
            Column::MfaEnrolledAt,
            Expr::value(Option::<Timestamp>::None),
        )
    };
    update.exec(tx).await?;
    Ok(())
}

fn theirs(organization: Uuid, scope: AccountScope) -> Condition {
    let all = Condition::all().add(Column::OrganizationId.eq(organization));
    match scope {
        AccountScope::Everybody => all,
        AccountScope::Account(id) => all.add(Column::Id.eq(id)),
    }
}

/// The accounts that are required to have a factor.
fn required(policy: &MfaPolicy) -> Condition {
    let of = |portal: Portal| Condition::all().add(Column::Kind.eq(portal.account_kind()));
    let mut users = Condition::any().add(
        Condition::all()
            .add(Column::MfaOverride.is_not_null())
            .add(Column::MfaOverride.eq(MfaRequirement::Required)),
    );
    if policy.users == MfaRequirement::Required {
        users = users.add(Column::MfaOverride.is_null());
    }
    let mut any = Condition::any().add(of(Portal::User).add(users));
    if policy.administrators == MfaRequirement::Required {
        any = any.add(of(Portal::Admin));
    }
    any
}

/// The accounts whose enrollment period must start: only those that can sign in.
pub(super) fn waits_for_period(policy: &MfaPolicy) -> Condition {
    Condition::all()
        .add(Column::MfaEnrollBy.is_null())
        .add(Column::MfaEnrolledAt.is_null())
        .add(Column::State.eq(UserState::Active))
        .add(Column::PasswordSetAt.is_not_null())
        .add(required(policy))
}
