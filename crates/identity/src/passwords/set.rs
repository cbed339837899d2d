use contract::problem::FieldError;
use contract::sign_in::PasswordRequirements;
use entity::{account, organization};
use rules::account::AccountKind;
use rules::password_aging::Expiry;
use rules::passwords::{MAX_BYTES, MAX_LENGTH, Owner, PasswordPolicy, normalize};
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::common::is_common;
use super::compare::{Chooser, is_stored, remember};
use crate::accounts::{HeldAccount, Member};
use crate::crypto::Place;
use crate::password_aging::compliance_deadline;
use crate::{Context, Error, mfa_enrollment};

/// A hashed password that complies with the policy. An account's password can only be set with this
/// type.
pub struct NewPassword {
    hash: String,
}

/// A temporary password, with its expiry.
#[derive(Clone, Copy, Debug)]
pub struct Temporary(pub Timestamp);

/// The requirements for a new password of `account`. For administrators, 12 to 64 characters,
/// regardless of the organization's policy.
pub fn requirements(
    account: &account::Model,
    organization: &organization::Model,
) -> PasswordRequirements {
    let (policy, username) = match account.kind {
        AccountKind::User => (
            organization.settings.password_policy,
            account.username.clone(),
        ),
        // An administrator's username is the email.
        AccountKind::Administrator => (PasswordPolicy::default(), String::new()),
    };
    PasswordRequirements {
        policy,
        email: account.email.clone(),
        username,
    }
}

/// Checks a new password against the policy. `field` is its name in the request.
///
/// # Errors
/// Each rule that is violated.
pub(crate) fn check_policy(
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<(), Vec<FieldError>> {
    if password.len() > MAX_BYTES {
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

/// Checks and hashes the password of a new account, or a temporary password. `field` is its name in
/// the request.
///
/// # Errors
/// `invalid-fields` with each rule that is violated.
pub async fn prepare(
    place: &mut Place,
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<NewPassword, Error> {
    let normal = accept(place, requirements, password, field).await?;
    hash(place, normal).await
}

/// Checks and hashes a password that the owner of `account` chose. It must also differ from the
/// previous passwords that the policy remembers.
///
/// # Errors
/// `invalid-fields` with `newPassword` and each rule that is violated; `link-not-usable` if too
/// many passwords were compared for the holder of the link.
pub async fn choose(
    context: &Context,
    place: &mut Place,
    (account, chooser): (&account::Model, Chooser<'_>),
    requirements: &PasswordRequirements,
    password: &str,
) -> Result<NewPassword, Error> {
    let field = "newPassword";
    let normal = accept(place, requirements, password, field).await?;
    let last = requirements.policy.remembered();
    if is_stored(
        context,
        account,
        chooser,
        last,
        (normal.as_str(), &mut *place),
    )
    .await?
    {
        let message = format!("Choose a password other than your last {last}");
        return Err(Error::field(field, "reused", message));
    }
    hash(place, normal).await
}

/// Performs the checks that do not depend on the account. Returns the password in the form to hash.
async fn accept(
    place: &mut Place,
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<String, Error> {
    check_policy(requirements, password, field).map_err(Error::InvalidFields)?;
    let normal = normalize(password);
    if requirements.policy.refuse_common {
        let checked = normal.clone();
        if place.compute(move || is_common(&checked)).await? {
            return Err(Error::field(
                field,
                "common",
                "This password is too common; choose another",
            ));
        }
    }
    Ok(normal)
}

async fn hash(place: &mut Place, normal: String) -> Result<NewPassword, Error> {
    let hash = place.hash(normal).await?;
    Ok(NewPassword { hash })
}

/// Writes a new password. This ends an expiry, a lock after wrong passwords and all sign-ins in
/// progress, and voids all links sent before. The caller ends the sessions and forgets the browsers,
/// because a change of the password keeps its own.
///
/// # Errors
/// When the database fails.
pub(crate) async fn write(
    held: &HeldAccount<'_>,
    new: &NewPassword,
    temporary: Option<Temporary>,
) -> Result<(), Error> {
    remember(held).await?;
    let master_key = held.context().master_key();
    let hash = master_key.seal_hash(held.account.id, &new.hash)?;
    let set_at = held.context().now();
    let expiry = match temporary {
        Some(Temporary(at)) => Some(Expiry {
            at,
            reason: ExpiryReason::Temporary,
        }),
        None => expiry(held, set_at),
    };
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .col_expr(account::Column::PasswordSetAt, Expr::value(set_at))
        .col_expr(
            account::Column::PasswordExpiresAt,
            Expr::value(expiry.map(|expiry| expiry.at)),
        )
        .col_expr(
            account::Column::PasswordExpiryReason,
            Expr::value(expiry.map(|expiry| expiry.reason)),
        )
        .col_expr(
            account::Column::PasswordNoticeDays,
            Expr::value(Option::<i32>::None),
        )
        .col_expr(
            account::Column::PasswordTemporary,
            Expr::value(temporary.is_some()),
        )
        .filter(account::Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    held.forget_wrong_passwords().await?;
    held.void_links(None).await?;
    // Sign-ins in progress with the old password must start again.
    held.delete_sign_ins().await?;
    if held.account.password_set_at.is_none() {
        // From now on the account can sign in, so the MFA requirement may apply to it.
        mfa_enrollment::apply_requirement(held).await?;
    }
    Ok(())
}

/// When a password that is set at `set_at` expires. Administrators' passwords never expire.
fn expiry(member: &Member, set_at: Timestamp) -> Option<Expiry> {
    let (account, organization) = (&member.account, &member.organization);
    if account.kind == AccountKind::Administrator {
        return None;
    }
    organization.settings.aging_policy.expiry(
        compliance_deadline(organization),
        set_at,
        account.password_never_expires,
    )
}

/// Characters that are not mistaken for each other when read aloud or copied by hand.
const LEGIBLE: &[u8] = b"abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

/// Generates a random password that complies with the policy, for an administrator to pass on: 20
/// legible characters in groups of five, about 112 bits, or more if the policy requires it.
///
/// # Errors
/// If no random numbers are available.
pub fn generate(requirements: &PasswordRequirements) -> Result<String, Error> {
    let length = usize::from(requirements.policy.min_length).max(23);
    for _ in 0..1_000 {
        let password = legible(length)?;
        // Occasionally, one has no digit or a character three times in a row.
        if check_policy(requirements, &password, "password").is_ok() {
            return Ok(password);
        }
    }
    Err(Error::internal(
        "no random password complies with the policy",
    ))
}

/// Random characters in groups of five with a hyphen between them.
fn legible(length: usize) -> Result<String, Error> {
    let mut password = String::with_capacity(length);
    while password.len() < length {
        if password.len() % 6 == 5 && password.len() + 1 < length {
            password.push('-');
            continue;
        }
        let mut byte = [0];
        aws_lc_rs::rand::fill(&mut byte).map_err(|_| Error::internal("no randomness"))?;
        // Bytes beyond the last whole multiple are discarded, so that all characters are equally
        // likely.
        let whole = 256 / LEGIBLE.len() * LEGIBLE.len();
        if usize::from(byte[0]) < whole {
            password.push(char::from(LEGIBLE[usize::from(byte[0]) % LEGIBLE.len()]));
        }
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_keep_every_policy_and_differ() -> Result<(), Error> {
        for min_length in [8, 12, 23, 24, 59, 64] {
            let strictest = PasswordRequirements {
                policy: PasswordPolicy {
                    min_length,
                    require_lower_case: true,
                    require_upper_case: true,
                    require_number: true,
                    require_special: true,
                    refuse_sequences: true,
                    ..PasswordPolicy::default()
                },
                email: "ada@example.com".to_owned(),
                username: "ada".to_owned(),
            };
            for _ in 0..200 {
                let one = generate(&strictest)?;
                assert!(check_policy(&strictest, &one, "password").is_ok(), "{one}");
                assert_ne!(one, generate(&strictest)?);
            }
        }
        Ok(())
    }
}
