use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use entity::authorization_request;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::find_request::{Found, find, with_request};
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::{does_not_open, wait_for};
use crate::requests::{Asked, Evaluation, SignOnRequest, evaluate, record_refusal};
use crate::{Context, Error};

/// Continues with a request in the session of a user. The browser then opens the address of
/// [`super::continue_in_browser`].
///
/// # Errors
/// `application-refused`; `terms-required`; `proof-required` or `factor-required` if the user has to give or enroll a
/// factor first; `account-choice-required`; `consent-required`; `not-found` if the request is unknown, was answered or has expired,
/// or belongs to another browser; `busy` if the application has just been changed; `unauthenticated`.
pub async fn continue_in_portal(
    context: &Context,
    user: &SignedInUser,
    token: &str,
    binding: Option<&str>,
    body: ContinueAuthorization,
) -> Result<(), Error> {
    let found = find(context, token, binding).await?;
    let Found { row, request } = found.ok_or(Error::NotFound)?;
    with_request!(request, request => perform(context, user, &row, &*request, body).await)
}

async fn perform(
    context: &Context,
    user: &SignedInUser,
    row: &authorization_request::Model,
    request: &impl SignOnRequest,
    body: ContinueAuthorization,
) -> Result<(), Error> {
    let answer = body.answer;
    let (held, session) = user.hold_with_session(context).await?;
    if answer == Some(RequestAnswer::Deny) {
        choose(&held, row, user, true).await?;
        return held.commit().await;
    }
    let asked = Asked {
        session: body.chosen.then_some(user.session).or(row.session_id),
        // A user who denied it in another tab has not chosen an account.
        denied: row.denied && !body.chosen,
        ..Asked::from(row)
    };
    let (mut held, mut evaluation) = evaluate(held, &session, request, Some(asked)).await?;
    // Only if nothing else is missing, because consent is useless if the application does not open.
    if matches!(evaluation, Evaluation::Consent) && answer == Some(RequestAnswer::Approve) {
        request.give_consent(&held).await?;
        (held, evaluation) = evaluate(held, &session, request, Some(asked)).await?;
    }
    match evaluation {
        Evaluation::Open(..) | Evaluation::OtherPerson => {
            choose(&held, row, user, false).await?;
            held.commit().await
        }
        Evaluation::StepUp(step_up) => {
            wait_for(&held, &session, request.application().id, step_up).await?;
            held.commit().await?;
            Err(Error::StepUp(step_up))
        }
        Evaluation::Choose => Err(Error::Refused(
            ProblemType::AccountChoiceRequired,
            "Choose to continue as the account that is signed in, or sign in with another one",
        )),
        Evaluation::Consent => Err(Error::Refused(
            ProblemType::ConsentRequired,
            "The application gets your data only if you allow it",
        )),
        Evaluation::Refuse(reason) => {
            record_refusal(&held, user, request, reason).await?;
            let refused = does_not_open(&held, reason);
            held.commit().await?;
            Err(refused)
        }
    }
}

/// Stores the session in which the person continues, and how.
async fn choose(
    held: &HeldAccount<'_>,
    row: &authorization_request::Model,
    user: &SignedInUser,
    denied: bool,
) -> Result<(), Error> {
    use authorization_request::{Column, Entity};
    let written = Entity::update_many()
        .col_expr(Column::SessionId, Expr::value(user.session))
        .col_expr(Column::Denied, Expr::value(denied))
        .filter(Column::TokenHash.eq(row.token_hash.clone()))
        .exec(held.tx())
        .await?;
    if written.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}
