//! What an administrator does about somebody's factors: takes all away when they are lost, and
//! gives more time to enrol.

use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::factors::ExtendEnrolment;
use contract::ids::{AdministratorId, UserId};
use contract::problem::ProblemType;
use contract::users::User;
use entity::account::{self, Column};
use entity::session::EndReason;
use entity::{factor, organization};
use mail::Message;
use rules::mfa::{ENROLMENT_DAYS, days};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::codes;
use super::enrolment::settle;
use crate::accounts::{self, party, shut_out};
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::ageing::Whose;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted, UsersAssist};
use crate::{Context, Error, administrators, outbox, users};

/// Takes all factors and recovery codes of a user away, ends their sessions, and tells them.
/// Where a factor is required, a new enrolment period begins.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn reset_user_factors(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    reset(context, &tx, principal, &account).await?;
    let user = users::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}

/// The same for another administrator. Takes
/// a role that allows no less than theirs.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn reset_administrator_factors(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let tx = administrators::begin(context, principal).await?;
    let organization = principal.organization();
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    administrators::may_grant(principal, accounts::role(&account)?)?;
    check_another(principal, id)?;
    reset(context, &tx, principal, &account).await?;
    let administrator = administrators::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}

/// Refuses what somebody does to themselves: their own factors take a fresh proof.
fn check_another(principal: &AdminPrincipal, id: AdministratorId) -> Result<(), Error> {
    match principal {
        AdminPrincipal::Administrator(one) if one.id() == id => Err(Error::Refused(
            ProblemType::Conflict,
            "This is your own account: change your factors under My account",
        )),
        _ => Ok(()),
    }
}

async fn reset(
    context: &Context,
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    account: &account::Model,
) -> Result<(), Error> {
    if account.mfa_enrolled_at.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There is no factor to reset",
        ));
    }
    remove_all(context, tx, account).await?;
    let act = Act::new(EventAction::FactorsReset, principal.party()).to(party(account));
    let act = act.from(principal.client());
    record(context, tx, principal.organization(), act).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, tx, account, &Message::FactorsReset { at }).await?;
    Ok(())
}

/// Takes all factors and recovery codes of an account away and ends its sessions.
///
/// # Errors
/// When the database fails.
pub(crate) async fn remove_all(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    factor::Entity::delete_many()
        .filter(factor::Column::AccountId.eq(account.id))
        .exec(tx)
        .await?;
    codes::remove(tx, account.id).await?;
    shut_out(context, tx, account.id, EndReason::FactorsReset).await?;
    // A period that was over begins anew.
    set_enrol_by(tx, account.id, None).await?;
    settle_one(context, tx, account).await
}

async fn settle_one(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    settle(context, tx, &organization, Whose::Account(account.id)).await
}

/// Gives a user more time to enrol a factor, counted from now, also when the time is over.
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
pub async fn extend_user_enrolment(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: ExtendEnrolment,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    extend(context, &tx, principal, &account, request).await?;
    let user = users::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}

/// The same for another administrator. Takes
/// a role that allows no less than theirs.
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
pub async fn extend_administrator_enrolment(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    request: ExtendEnrolment,
) -> Result<Administrator, Error> {
    let tx = administrators::begin(context, principal).await?;
    let organization = principal.organization();
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    administrators::may_grant(principal, accounts::role(&account)?)?;
    check_another(principal, id)?;
    extend(context, &tx, principal, &account, request).await?;
    let administrator = administrators::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}

async fn extend(
    context: &Context,
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    account: &account::Model,
    request: ExtendEnrolment,
) -> Result<(), Error> {
    if !ENROLMENT_DAYS.contains(&request.days) {
        return Err(Error::field("days", "out_of_range", "Choose 1 to 365 days"));
    }
    if account.mfa_enrol_by.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "No enrolment period runs",
        ));
    }
    let by = context.now().plus(days(request.days));
    set_enrol_by(tx, account.id, Some(by)).await?;
    let act = Act::new(EventAction::MfaEnrolmentExtended, principal.party()).to(party(account));
    let act = act.from(principal.client()).with("until", by.to_string());
    record(context, tx, principal.organization(), act).await
}

async fn set_enrol_by(
    tx: &impl ConnectionTrait,
    account: Uuid,
    by: Option<Timestamp>,
) -> Result<(), Error> {
    account::Entity::update_many()
        .col_expr(Column::MfaEnrolBy, Expr::value(by))
        // Whoever was told of the old date is told of the new one.
        .col_expr(Column::MfaNotice, Expr::value(Option::<i32>::None))
        .filter(Column::Id.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}
