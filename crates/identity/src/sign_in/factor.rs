use contract::factors::{FactorProof, PasskeyAnswer, PasskeyChallenge};
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, sign_in};
use rules::mfa::FactorKind;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::transaction::{Advanced, advance, bound_to, check_may_sign_in, find, organization_of};
use crate::accounts::{hold_again, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, factors};

/// The event of a factor that was wrong.
const FAILURE: &str = "sign_in.factor_failed";

/// The account of a transaction that waits for a factor.
async fn waiting(
    context: &Context,
    db: &impl ConnectionTrait,
    row: &sign_in::Model,
) -> Result<account::Model, Error> {
    let wrong_step = || Error::Refused(ProblemType::WrongStep, "No second factor is due now");
    let id = row.account_id.filter(|_| row.factor.is_none());
    let account = account::Entity::find_by_id(id.ok_or_else(wrong_step)?)
        .one(db)
        .await?
        .ok_or_else(wrong_step)?;
    check_may_sign_in(context, &account)?;
    let policy = factors::policy_of(&organization_of(db, &account).await?)?;
    if factors::due(context, db, &account, &policy)
        .await?
        .is_empty()
    {
        return Err(wrong_step());
    }
    Ok(account)
}

/// Begins to ask for a passkey as the factor of a sign-in.
///
/// # Errors
/// `wrong-step`, `sign-in-expired`, `account-locked`; `conflict` when the account has none.
pub async fn begin_passkey(
    context: &Context,
    portal: Portal,
    token: &str,
) -> Result<PasskeyChallenge, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let account = waiting(context, read, &row).await?;
    factors::begin_passkey_factor(context, &account, &bound_to(&row)).await
}

/// The factor step.
///
/// # Errors
/// `invalid-fields` with `factor`, which counts as a failed attempt; `account-locked`,
/// `wrong-step`, `sign-in-expired`, and whatever keeps the account from signing in.
pub async fn submit_factor(
    context: &Context,
    portal: Portal,
    token: &str,
    proof: &FactorProof,
    client: &Client,
) -> Result<Advanced, Error> {
    let tx = context.database().begin().await?;
    let row = find(context, &tx, portal, token).await?;
    let account = waiting(context, &tx, &row).await?;
    // Held, and looked at again: another attempt may have come in between.
    let held = hold_again(&tx, account.id).await?;
    let account = held.ok_or(Error::NotFound)?;
    let row = find(context, &tx, portal, token).await?;
    waiting(context, &tx, &row).await?;
    let organization = organization_of(&tx, &account).await?;
    let attempt = factors::Attempt {
        account: &account,
        organization: &organization,
        bound_to: &bound_to(&row),
        proof,
        failure: FAILURE,
        client,
    };
    let tx = factors::judge(context, tx, attempt).await?;
    proved(context, tx, row, &account, proof.kind(), client).await
}

/// A sign-in with a passkey alone, which is the password and the factor in one.
///
/// # Errors
/// `wrong-passkey`, `sign-in-expired`, and whatever keeps the account from signing in.
pub async fn submit_passkey(
    context: &Context,
    portal: Portal,
    token: &str,
    answer: &PasskeyAnswer,
    client: &Client,
) -> Result<Advanced, Error> {
    let row = find(context, context.database().read(), portal, token).await?;
    if row.account_id.is_some() {
        return Err(Error::Refused(
            ProblemType::WrongStep,
            "The sign-in is under way; another step comes next",
        ));
    }
    let signed = factors::judge_sign_in(context, portal, &bound_to(&row), answer, client).await?;
    let (tx, account) = (signed.tx, signed.account);
    let row = sign_in::Model {
        account_id: Some(account.id),
        email: account.email.clone(),
        ..row
    };
    proved(context, tx, row, &account, FactorKind::Passkey, client).await
}

/// Writes down that the factor was proved, and goes on to what is still owed. A refusal is
/// written down too, and what was spent stays spent.
async fn proved(
    context: &Context,
    tx: DatabaseTransaction,
    row: sign_in::Model,
    account: &account::Model,
    kind: FactorKind,
    client: &Client,
) -> Result<Advanced, Error> {
    let row = sign_in::Model {
        factor: Some(kind.as_str().to_owned()),
        ..row
    };
    let written = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::Factor, Expr::value(kind.as_str()))
        .col_expr(sign_in::Column::AccountId, Expr::value(account.id))
        .col_expr(sign_in::Column::Email, Expr::value(row.email.as_str()))
        .filter(sign_in::Column::TokenHash.eq(row.token_hash.clone()))
        .filter(sign_in::Column::Factor.is_null())
        .exec(&tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::SignInExpired,
            "Begin again with your email address",
        ));
    }
    let advanced = advance(context, &tx, &row, account, client).await;
    if let Err(refused) = &advanced
        && !refused.is_internal()
    {
        let act = Act::new("sign_in.refused", party(account));
        let act = act.from(client).failed();
        let act = act.with("reason", refused.problem().kind.code());
        record(context, &tx, OrganizationId(account.organization_id), act).await?;
    }
    tx.commit().await?;
    advanced
}
