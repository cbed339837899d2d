//! What an administrator does about somebody's factors: takes all away when they are lost, and
//! gives more time to enrol.

use contract::events::EventAction;
use contract::factors::ExtendEnrolment;
use contract::problem::ProblemType;
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
use crate::accounts::{AccountScope, party, shut_out};
use crate::actor::AdminPrincipal;
use crate::events::{Act, record};
use crate::{Context, Error, mfa_enrolment, outbox};

/// Takes all factors of an account away, as an act of `principal` that its owner is told of.
///
/// # Errors
/// `conflict` when there is none.
pub(crate) async fn reset(
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
    mfa_enrolment::settle(
        context,
        tx,
        &organization,
        AccountScope::Account(account.id),
    )
    .await
}

/// Gives an account more time to enroll a factor, as an act of `principal`.
///
/// # Errors
/// `invalid-fields` with `days`; `conflict` where no period runs.
pub(crate) async fn extend(
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
