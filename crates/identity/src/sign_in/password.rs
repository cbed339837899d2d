use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, sign_in};
use rules::email::{EmailAddress, InvalidEmail};
use rules::lockout::LockoutPolicy;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::transaction::{Advanced, advance, find};
use crate::accounts::{
    Attempt, Judged, clear_attempts, find_by_email_key, hold_again, judge, party,
};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error};

/// The password step.
///
/// # Errors
/// `wrong-credentials` for a wrong password and for an unknown address alike; after a right
/// one `account-locked`, `account-suspended`, `account-staged` or `temporary-password-expired`;
/// `wrong-step`, `sign-in-expired`, `busy`.
pub async fn submit_password(
    context: &Context,
    portal: Portal,
    token: &str,
    password: &str,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let wrong_step = |detail| Error::Refused(ProblemType::WrongStep, detail);
    if row.account_id.is_some() {
        return Err(wrong_step(
            "The password was given; another step comes next",
        ));
    }
    // One that began with a passkey has no address.
    let email = EmailAddress::parse(&row.email)
        .map_err(|InvalidEmail| wrong_step("Begin with your email address"))?;
    let account = find_by_email_key(read, portal, &email.key()).await?;
    let attempt = Attempt {
        account: account.as_ref(),
        sign_in: Some(&row),
        password,
        failure: "sign_in.failed",
        client,
    };
    let judged = judge(context, attempt).await?;
    let (Judged::Right(lockout), Some(account)) = (judged, account) else {
        return Err(Error::Refused(
            ProblemType::WrongCredentials,
            "Check both, or reset your password",
        ));
    };

    let tx = context.database().begin().await?;
    // What was judged a moment ago may have changed since: the password, a lock, the state.
    let current = hold_again(&tx, account.id).await?;
    let current = current.filter(|now| now.password_set_at == account.password_set_at);
    let Some(account) = current else {
        return Err(Error::Refused(
            ProblemType::WrongCredentials,
            "Check both, or reset your password",
        ));
    };
    let proved = sign_in::Entity::update_many()
        .col_expr(
            sign_in::Column::PasswordProvedAt,
            Expr::value(context.now().unix_millis()),
        )
        .col_expr(sign_in::Column::AccountId, Expr::value(account.id))
        .filter(sign_in::Column::TokenHash.eq(row.token_hash.clone()))
        .filter(sign_in::Column::AccountId.is_null())
        .exec(&tx)
        .await?;
    if proved.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::SignInExpired,
            "Begin again with your email address",
        ));
    }
    clear_attempts(&tx, &account, lockout).await?;
    let row = find(context, &tx, portal, token).await?;
    match advance(context, &tx, &row, &account, client).await {
        Ok(advanced) => {
            tx.commit().await?;
            Ok(advanced)
        }
        Err(refused) => {
            tx.rollback().await?;
            refuse(context, (&account, lockout), client, &refused).await?;
            Err(refused)
        }
    }
}

/// Writes down that somebody with the right password was refused, and why.
async fn refuse(
    context: &Context,
    (account, lockout): (&account::Model, LockoutPolicy),
    client: &Client,
    refused: &Error,
) -> Result<(), Error> {
    if refused.is_internal() {
        return Ok(());
    }
    // The password was right: that is no failed attempt.
    clear_attempts(context.database().write(), account, lockout).await?;
    let act = Act::new("sign_in.refused", party(account))
        .from(client)
        .failed()
        .with("reason", refused.problem().kind.code());
    let organization = OrganizationId(account.organization_id);
    record(context, context.database().write(), organization, act).await
}
