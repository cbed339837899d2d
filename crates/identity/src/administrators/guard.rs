//! Checks that apply to every change to an organization's administrators.

use contract::ids::AdministratorId;
use contract::problem::ProblemType;
use entity::{account, organization};
use rules::role::{Permission, Role};
use rules::state::UserState;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect,
};

use crate::accounts::{HeldAccount, role};
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Begins a change to the administrators of the principal's organization. Such changes run one at a
/// time, so that two concurrent ones cannot remove the last two owners. The permission is checked
/// again in the database, because it may have changed since the request was authenticated.
///
/// # Errors
/// `forbidden`.
pub(super) async fn begin(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
) -> Result<DatabaseTransaction, Error> {
    let tx = context.database().begin().await?;
    // SQLite has a single writer and no row locks. This lock mode does not block inserts that only
    // reference the organization.
    if tx.get_database_backend() == DbBackend::Postgres {
        organization::Entity::find_by_id(principal.organization().0)
            .lock(LockType::NoKeyUpdate)
            .one(&tx)
            .await?;
    }
    let AdminPrincipal::Administrator(one) = &**principal else {
        return Ok(tx);
    };
    let forbidden = Error::Refused(
        ProblemType::Forbidden,
        "Your role does not allow this; ask an owner",
    );
    let (organization, id) = (one.organization, one.account);
    let held = match HeldAccount::within(context, tx, organization, Portal::Admin, id).await {
        Err(Error::NotFound) => return Err(forbidden),
        held => held?,
    };
    if held.account.state == UserState::Active
        && role(&held.account)?.allows(Permission::AdministratorsWrite)
    {
        Ok(held.into_tx())
    } else {
        Err(forbidden)
    }
}

/// Like [`begin`], and also holds the administrator to change, if they have the version that the
/// request expects.
///
/// # Errors
/// `forbidden`, `not-found`, `stale-version`.
pub(super) async fn hold<'a>(
    context: &'a Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<HeldAccount<'a>, Error> {
    let tx = begin(context, principal).await?;
    let organization = principal.organization();
    let held = HeldAccount::within(context, tx, organization, Portal::Admin, id.0).await?;
    principal.client().expects.check(held.account.version)?;
    Ok(held)
}

/// Refuses to grant a role that allows what the principal may not do.
///
/// # Errors
/// `forbidden`.
pub(super) fn may_grant(principal: &AdminPrincipal, role: Role) -> Result<(), Error> {
    let more = |one: &Permission| role.allows(*one) && !principal.may(*one);
    if Permission::ALL.iter().any(more) {
        return Err(Error::Refused(
            ProblemType::Forbidden,
            "You cannot grant a role with more permissions than your own",
        ));
    }
    Ok(())
}

/// Refuses if the administrator is the last owner who can sign in. Call it in the transaction of
/// [`begin`], before changing their role, suspending or removing them.
///
/// # Errors
/// `last-owner`.
pub(super) async fn not_the_last_owner(held: &HeldAccount<'_>) -> Result<(), Error> {
    let target = &held.account;
    let is_owner = role(target)? == Role::Owner
        && target.state == UserState::Active
        && target.password_hash.is_some();
    if !is_owner {
        return Ok(());
    }
    let others = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(target.organization_id))
        .filter(account::Column::Kind.eq(Portal::Admin.account_kind()))
        .filter(account::Column::Role.eq(Role::Owner))
        .filter(account::Column::State.eq(UserState::Active))
        // Owners who have not accepted their invitation do not count, because they may never accept it.
        .filter(account::Column::PasswordHash.is_not_null())
        .filter(account::Column::Id.ne(target.id))
        .count(held.tx())
        .await?;
    if others > 0 {
        return Ok(());
    }
    Err(Error::Refused(
        ProblemType::LastOwner,
        "Make another administrator an owner first, and have them sign in once",
    ))
}

/// Refuses if the administrator is the principal. Administrators change their own factors in their
/// account, which requires step-up authentication.
pub(super) fn check_another(principal: &AdminPrincipal, id: AdministratorId) -> Result<(), Error> {
    match principal {
        AdminPrincipal::Administrator(one) if one.id() == id => Err(Error::Refused(
            ProblemType::Conflict,
            "This is your own account: change your MFA factors under My account",
        )),
        _ => Ok(()),
    }
}
