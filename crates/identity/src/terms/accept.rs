use contract::events::EventAction;
use contract::problem::ProblemType;
use contract::terms::{AcceptTerms, MyTerms};
use entity::{account, terms_acceptance};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::find::number;
use super::get_mine::of_member;
use crate::accounts::{HeldAccount, terms_due};
use crate::actor::{Client, SignedInUser};
use crate::events::NewEvent;
use crate::{Context, Error};

/// Accepts the current version of the terms as the caller. Nothing changes if they have accepted it.
///
/// # Errors
/// `conflict` if another version is the current one, or users do not have to accept terms.
pub async fn accept(
    context: &Context,
    user: &SignedInUser,
    request: AcceptTerms,
) -> Result<MyTerms, Error> {
    let held = user.hold(context).await?;
    let event = user.event(EventAction::TermsAccepted);
    accept_within(&held, request, &user.client, event).await?;
    let held = held.read_again().await?;
    let mine = of_member(held.tx(), &held).await?;
    held.commit().await?;
    Ok(mine)
}

/// Stores that the held account has accepted the current version of the terms, and records `event`.
///
/// If a version is published while this one is accepted, the account has accepted the older one, so that it
/// is asked again.
///
/// # Errors
/// `conflict` if another version is the current one, or users do not have to accept terms.
pub(crate) async fn accept_within(
    held: &HeldAccount<'_>,
    request: AcceptTerms,
    client: &Client,
    event: NewEvent<'_>,
) -> Result<(), Error> {
    let organization = &held.organization;
    let version = organization.terms_version;
    if !organization.terms_required || number(version) != request.version {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The terms have changed: read the current version, then accept that one",
        ));
    }
    if !terms_due(held) {
        return Ok(());
    }
    let now = held.context().now();
    let row = terms_acceptance::ActiveModel {
        id: Set(held.context().new_id()),
        organization_id: Set(organization.id),
        account_id: Set(held.account.id),
        version: Set(version),
        accepted_at: Set(now),
        address: Set(client.address.clone()),
    };
    terms_acceptance::Entity::insert(row)
        .exec_without_returning(held.tx())
        .await?;
    account::Entity::update_many()
        .col_expr(account::Column::TermsVersion, Expr::value(version))
        .col_expr(account::Column::TermsAcceptedAt, Expr::value(now))
        .filter(account::Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    held.record(event.with("version", version.to_string()))
        .await
}
