use contract::problem::FieldError;
use contract::sign_in::PasswordRequirements;
use entity::{account, organization};
use rules::password::{MAX_LENGTH, Owner, PasswordPolicy, normalize};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::accounts::portal_of;
use crate::addresses::Portal;
use crate::{Context, Error, accounts, links};

/// A password that keeps the policy, hashed. Nothing else can be written to an account.
pub struct NewPassword {
    hash: String,
}

/// Until when a temporary password opens a sign-in.
#[derive(Clone, Copy, Debug)]
pub struct Temporary(pub Timestamp);

/// The organization's password policy.
///
/// # Errors
/// When what is stored does not read: a default might be weaker than what was chosen.
pub fn policy_of(organization: &organization::Model) -> Result<PasswordPolicy, Error> {
    serde_json::from_str(&organization.password_policy)
        .map_err(|_| Error::internal("the stored password policy does not read"))
}

/// What a new password of `account` must be. An administrator's is 12 to 64 characters,
/// whatever the organization asks of its users.
///
/// # Errors
/// As [`policy_of`].
pub fn requirements(
    account: &account::Model,
    organization: &organization::Model,
) -> Result<PasswordRequirements, Error> {
    let (policy, username) = match portal_of(account) {
        Portal::User => (policy_of(organization)?, account.username.clone()),
        // An administrator's username is the email.
        Portal::Admin => (PasswordPolicy::default(), String::new()),
    };
    Ok(PasswordRequirements {
        policy,
        email: account.email.clone(),
        username,
    })
}

/// The longest text that is looked at. Nothing longer can keep the policy, and normalizing
/// and counting megabytes would be a gift to an attacker.
const LONGEST_LOOKED_AT: usize = 4096;

/// What is wrong with a new password. `field` is its name in the request.
///
/// # Errors
/// Each rule that is broken.
pub(crate) fn judge(
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<(), Vec<FieldError>> {
    if password.len() > LONGEST_LOOKED_AT {
        let message = format!("Use at most {MAX_LENGTH} characters");
        return Err(vec![FieldError::new(field, "too_long", message)]);
    }
    let owner = Owner {
        email: &requirements.email,
        username: &requirements.username,
    };
    let broken = requirements.policy.broken(password, owner);
    if broken.is_empty() {
        return Ok(());
    }
    Err(broken
        .into_iter()
        .map(|rule| FieldError::new(field, rule.code(), rule.mend(password)))
        .collect())
}

/// Judges and hashes a new password. `field` is its name in the request.
///
/// # Errors
/// `invalid-fields` naming each rule that is broken; `busy`.
pub async fn prepare(
    context: &Context,
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<NewPassword, Error> {
    judge(requirements, password, field).map_err(Error::InvalidFields)?;
    let hash = context.hasher().hash(normalize(password)).await?;
    Ok(NewPassword { hash })
}

/// Writes a new password: it ends an expiry and a lock, and voids every link that was mailed
/// before. Ending sessions is the caller's, since a change keeps the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn write(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    new: &NewPassword,
    temporary: Option<Temporary>,
) -> Result<(), Error> {
    let expires_at = temporary.map(|Temporary(until)| until.unix_millis());
    account::Entity::update_many()
        .col_expr(
            account::Column::PasswordHash,
            Expr::value(new.hash.as_str()),
        )
        .col_expr(
            account::Column::PasswordSetAt,
            Expr::value(context.now().unix_millis()),
        )
        .col_expr(account::Column::PasswordExpiresAt, Expr::value(expires_at))
        .col_expr(
            account::Column::PasswordTemporary,
            Expr::value(temporary.is_some()),
        )
        .filter(account::Column::Id.eq(account))
        .exec(tx)
        .await?;
    accounts::unlock(tx, account).await?;
    links::void_all(context, tx, account).await
}

/// Characters that cannot be mistaken for each other when read out or copied by hand.
const LEGIBLE: &[u8] = b"abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

/// A random password for an administrator to hand on: 20 legible characters in groups of
/// five, some 112 bits.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn generate() -> Result<String, Error> {
    let mut password = String::with_capacity(23);
    let mut characters = 0;
    while characters < 20 {
        let mut byte = [0];
        aws_lc_rs::rand::fill(&mut byte).map_err(|_| Error::internal("no randomness"))?;
        // Bytes past the last whole multiple are drawn again, so that all are equally likely.
        let whole = 256 / LEGIBLE.len() * LEGIBLE.len();
        if usize::from(byte[0]) >= whole {
            continue;
        }
        if characters > 0 && characters % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(LEGIBLE[usize::from(byte[0]) % LEGIBLE.len()]));
        characters += 1;
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_keep_every_policy_and_differ() -> Result<(), Error> {
        let strictest = PasswordPolicy { min_length: 23 };
        let one = generate()?;
        assert!(strictest.broken(&one, Owner::default()).is_empty(), "{one}");
        assert_ne!(one, generate()?);
        Ok(())
    }
}
