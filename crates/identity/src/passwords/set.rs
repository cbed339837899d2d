use contract::problem::FieldError;
use contract::sign_in::PasswordRequirements;
use entity::{account, organization, used_password};
use rules::account::AccountKind;
use rules::aging::Expiry;
use rules::password::{MAX_LENGTH, MAX_REMEMBERED, Owner, PasswordPolicy, normalize};
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::common::is_common;
use crate::accounts::{HeldAccount, Member};
use crate::aging::deadline_of;
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

/// The maximum length of a text that is checked. Longer texts never comply with the policy, and
/// normalizing megabytes of text would help an attacker to overload the server.
const LONGEST_LOOKED_AT: usize = 4096;

/// Checks a new password against the policy. `field` is its name in the request.
///
/// # Errors
/// Each rule that is violated.
pub(crate) fn check_policy(
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

/// Checks and hashes the password of a new account, or a temporary password. `field` is its name in
/// the request.
///
/// # Errors
/// `invalid-fields` with each rule that is violated; `busy`.
pub async fn prepare(
    context: &Context,
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<NewPassword, Error> {
    hash(context, accept(requirements, password, field).await?).await
}

/// Checks and hashes a password that the owner of `account` chose. It must also differ from the
/// previous passwords that the policy remembers.
///
/// # Errors
/// `invalid-fields` with each rule that is violated; `busy`.
pub async fn choose(
    context: &Context,
    account: &account::Model,
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<NewPassword, Error> {
    let normal = accept(requirements, password, field).await?;
    refuse_reused(
        context,
        account,
        requirements.policy.remembered(),
        &normal,
        field,
    )
    .await?;
    hash(context, normal).await
}

/// Performs the checks that do not depend on the account. Returns the password in the form to hash.
async fn accept(
    requirements: &PasswordRequirements,
    password: &str,
    field: &str,
) -> Result<String, Error> {
    check_policy(requirements, password, field).map_err(Error::InvalidFields)?;
    let normal = normalize(password);
    if requirements.policy.refuse_common {
        let typed = normal.clone();
        let common = tokio::task::spawn_blocking(move || is_common(&typed)).await;
        if common.map_err(|_| Error::internal("checking a password was interrupted"))? {
            return Err(Error::field(
                field,
                "common",
                "This password is too common; choose another",
            ));
        }
    }
    Ok(normal)
}

async fn hash(context: &Context, normal: String) -> Result<NewPassword, Error> {
    let hash = context.hasher().hash(normal).await?;
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
    held.delete_sign_ins(false).await?;
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
        deadline_of(organization),
        set_at,
        account.password_never_expires,
    )
}

/// Stores the hash of the current password before it is replaced. Keeps as many hashes as any
/// policy can compare with.
async fn remember(held: &HeldAccount<'_>) -> Result<(), Error> {
    let Some(replaced) = held.account.password_hash.clone() else {
        return Ok(());
    };
    let (tx, id) = (held.tx(), held.account.id);
    let row = used_password::ActiveModel {
        id: Set(held.context().new_id()),
        organization_id: Set(held.account.organization_id),
        account_id: Set(id),
        password_hash: Set(replaced),
        replaced_at: Set(held.context().now()),
    };
    used_password::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    let oldest_kept = used(id)
        .offset(u64::from(MAX_REMEMBERED) - 1)
        .limit(1)
        .one(tx)
        .await?;
    if let Some(oldest) = oldest_kept {
        used_password::Entity::delete_many()
            .filter(used_password::Column::AccountId.eq(id))
            .filter(used_password::Column::Id.lt(oldest.id))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// An account's previous passwords, newest first.
fn used(account: Uuid) -> Select<used_password::Entity> {
    used_password::Entity::find()
        .filter(used_password::Column::AccountId.eq(account))
        .order_by_desc(used_password::Column::Id)
}

/// Refuses one of the last `remembered` passwords of `account`, including the current one.
async fn refuse_reused(
    context: &Context,
    account: &account::Model,
    remembered: u8,
    normal: &str,
    field: &str,
) -> Result<(), Error> {
    if remembered == 0 {
        return Ok(());
    }
    let earlier = used(account.id)
        .limit(u64::from(remembered) - 1)
        .all(context.database().read())
        .await?;
    let present = account.password_hash.clone();
    let earlier = earlier.into_iter().map(|row| row.password_hash);
    for stored in present.into_iter().chain(earlier) {
        let hash = context.master_key().open_hash(account.id, &stored)?;
        let again = context.hasher().verify(normal.to_owned(), Some(&hash));
        if again.await? {
            return Err(Error::field(
                field,
                "reused",
                format!("Choose a password other than your last {remembered}"),
            ));
        }
    }
    Ok(())
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
