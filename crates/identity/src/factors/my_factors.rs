//! The caller's own factors. Changes require step-up authentication, so that nobody can add a
//! factor at somebody else's unlocked screen.

use contract::events::EventAction;
use contract::factors::{
    AddPasskey, ConfirmTotp, Factor, FactorAdded, MfaDetails, PasskeyChallenge, RenameFactor,
    TotpEnrollment,
};
use contract::ids::FactorId;
use contract::problem::ProblemType;
use entity::factor;
use mail::Message;
use rules::mfa::{FactorKind, MOST_FACTORS, MfaRequirement};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, SqlErr};

use super::ceremony::{self, Kind};
use super::codes;
use super::passkeys::{self, Refused};
use super::proof::bound_to;
use super::store::{self, Mfa, seal, show};
use super::totp::{self, Check};
use crate::accounts::{HeldAccount, mfa_requirement};
use crate::actor::SignedIn;
use crate::fields::{Fields, NAME};
use crate::sessions::{has_enrolled, owner_of, require_fresh};
use crate::{Context, Error, mfa_enrollment};

/// Returns the caller's MFA status.
///
/// # Errors
/// If the database fails.
pub async fn my_mfa(context: &Context, signed_in: &SignedIn) -> Result<MfaDetails, Error> {
    let read = context.database().read();
    let owner = owner_of(read, signed_in).await?;
    let (account, policy) = (owner.account, owner.organization.settings.mfa_policy);
    let mfa = Mfa::read(read, policy, &[account.id]).await?;
    Ok(mfa.details(&account, context.now()))
}

/// Holds the caller's account and performs the checks that all changes of factors have in common.
pub(super) async fn begin<'a>(
    context: &'a Context,
    signed_in: &SignedIn,
) -> Result<HeldAccount<'a>, Error> {
    let held = signed_in.hold(context).await?;
    require_fresh(context, held.tx(), signed_in).await?;
    Ok(held)
}

/// Refuses if the organization does not use MFA or the account has the maximum number of factors.
async fn check_may_add(held: &HeldAccount<'_>, kind: FactorKind) -> Result<(), Error> {
    if requirement_of(held) == MfaRequirement::Off {
        return Err(Error::Refused(
            ProblemType::Forbidden,
            "Your organization does not use MFA",
        ));
    }
    let there = store::of_kind(held.tx(), held.account.id, kind).await?;
    if there.len() as u64 >= MOST_FACTORS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An account cannot have more of these: remove one first",
        ));
    }
    Ok(())
}

fn requirement_of(held: &HeldAccount<'_>) -> MfaRequirement {
    mfa_requirement(&held.account, &held.organization.settings.mfa_policy)
}

/// Adds a factor and emails the owner. The first factor comes with recovery codes.
async fn add(
    held: HeldAccount<'_>,
    signed_in: &SignedIn,
    row: factor::ActiveModel,
) -> Result<FactorAdded, Error> {
    let (context, tx) = (held.context(), held.tx());
    let first = store::of(tx, held.account.id).await?.is_empty();
    let row = factor::Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(taken)?;
    let recovery_codes = if first {
        Some(codes::issue(context, tx, &held.account).await?.codes)
    } else {
        None
    };
    has_enrolled(&held, signed_in, row.kind).await?;
    mfa_enrollment::apply_requirement(&held).await?;
    let event = signed_in
        .event(EventAction::FactorAdded)
        .with("factor", row.kind.as_str())
        .with("name", row.name.as_str());
    held.record(event).await?;
    let message = Message::FactorAdded {
        name: row.name.clone(),
        device: signed_in.client.device.clone(),
        address: signed_in.client.address.clone(),
        at: context.now().to_utc(),
    };
    held.enqueue(&message).await?;
    held.commit().await?;
    Ok(FactorAdded {
        factor: show(&row),
        recovery_codes,
    })
}

fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            Error::Refused(ProblemType::Conflict, "This passkey is already registered")
        }
        _ => error.into(),
    }
}

fn over() -> Error {
    Error::Refused(
        ProblemType::Conflict,
        "This took too long or is already complete: start again",
    )
}

fn name(text: &str) -> Result<String, Error> {
    let mut fields = Fields::default();
    let name = fields.line("name", text, NAME);
    fields.finish_with(name)
}

/// Begins to add an authenticator app by creating its secret. It becomes a factor once it is
/// confirmed.
///
/// # Errors
/// `proof-required`, `forbidden` if the organization does not use MFA, `conflict` if there are too
/// many factors.
pub async fn begin_totp(context: &Context, signed_in: &SignedIn) -> Result<TotpEnrollment, Error> {
    let held = begin(context, signed_in).await?;
    check_may_add(&held, FactorKind::Totp).await?;
    let (account, organization) = (&held.account, &held.organization);
    let secret = totp::new_secret()?;
    let uri = totp::uri(&secret, &organization.name, &account.email)?;
    let (tx, kind, here) = (held.tx(), Kind::TotpEnrollment, bound_to(signed_in));
    let begun = ceremony::begin(context, tx, kind, &here, Some(account.id), &secret).await?;
    held.commit().await?;
    Ok(TotpEnrollment {
        enrollment_id: begun.id,
        secret: totp::base32(&secret),
        qr_code: totp::qr_code(&uri)?,
        uri,
        expires_at: begun.expires_at,
    })
}

/// Adds the authenticator app if a code shows that it has the secret. The code cannot be used
/// again. A wrong code can be retried.
///
/// # Errors
/// `invalid-fields` with `code` or `name`, `conflict` if the enrollment has expired,
/// `proof-required`.
pub async fn confirm_totp(
    context: &Context,
    signed_in: &SignedIn,
    request: &ConfirmTotp,
) -> Result<FactorAdded, Error> {
    let name = name(&request.name)?;
    let held = begin(context, signed_in).await?;
    check_may_add(&held, FactorKind::Totp).await?;
    let (tx, kind, here) = (held.tx(), Kind::TotpEnrollment, bound_to(signed_in));
    let id = request.enrollment_id;
    let secret = ceremony::find::<[u8; 20]>(context, tx, kind, &here, id).await?;
    let secret = secret.ok_or_else(over)?;
    let step = match totp::check(&secret, &request.code, context.now(), 0)? {
        Check::Right(step) => step,
        Check::Drifted(_) => {
            let mend = "The code is for a different time: check the clock of your device";
            return Err(Error::field("code", "clock_drift", mend));
        }
        Check::Spent | Check::Wrong => {
            let mend = "The code is incorrect: enter the code that the app shows now";
            return Err(Error::field("code", "wrong", mend));
        }
    };
    let taken = ceremony::take::<[u8; 20]>(context, tx, kind, &here, id).await?;
    taken.ok_or_else(over)?;
    let id = context.new_id();
    let row = factor::ActiveModel {
        id: Set(id),
        organization_id: Set(held.account.organization_id),
        account_id: Set(held.account.id),
        kind: Set(FactorKind::Totp),
        name: Set(name),
        secret_encrypted: Set(seal(context, id, &secret)?),
        counter: Set(step),
        created_at: Set(context.now()),
        ..Default::default()
    };
    add(held, signed_in, row).await
}

/// Begins to add a passkey.
///
/// # Errors
/// As [`begin_totp`]; `conflict` also if the server's public address has no host name.
pub async fn begin_passkey(
    context: &Context,
    signed_in: &SignedIn,
) -> Result<PasskeyChallenge, Error> {
    let held = begin(context, signed_in).await?;
    check_may_add(&held, FactorKind::Passkey).await?;
    let (account, organization) = (&held.account, &held.organization);
    let here = bound_to(signed_in);
    let challenge =
        passkeys::begin_enrollment(context, held.tx(), account, organization, &here).await?;
    held.commit().await?;
    Ok(challenge)
}

/// Adds the passkey. The challenge is used up even if this fails.
///
/// # Errors
/// `invalid-fields` with `name` or `credential`, `conflict` if the challenge has expired or the
/// passkey is already registered, `proof-required`.
pub async fn add_passkey(
    context: &Context,
    signed_in: &SignedIn,
    request: &AddPasskey,
) -> Result<FactorAdded, Error> {
    let name = name(&request.name)?;
    let held = begin(context, signed_in).await?;
    check_may_add(&held, FactorKind::Passkey).await?;
    let (tx, account, here) = (held.tx(), &held.account, bound_to(signed_in));
    let answer = (request.ceremony_id, &request.credential);
    let key = match passkeys::finish_enrollment(context, tx, account, &here, answer).await? {
        Ok(key) => key,
        Err(refused) => {
            // Keeps the challenge deleted.
            held.commit().await?;
            return Err(match refused {
                Refused::Over => over(),
                Refused::Wrong | Refused::Copied(_) => Error::field(
                    "credential",
                    "wrong",
                    "The passkey must verify you with a PIN, a fingerprint or your face",
                ),
            });
        }
    };
    let id = context.new_id();
    let row = factor::ActiveModel {
        id: Set(id),
        organization_id: Set(account.organization_id),
        account_id: Set(account.id),
        kind: Set(FactorKind::Passkey),
        name: Set(name),
        secret_encrypted: Set(passkeys::sealed(context, id, &key)?),
        credential_id: Set(Some(key.cred_id().to_vec())),
        counter: Set(passkeys::counter(&key)),
        synced: Set(passkeys::is_synced(&key)),
        created_at: Set(context.now()),
        ..Default::default()
    };
    add(held, signed_in, row).await
}

/// Renames one of the caller's factors.
///
/// # Errors
/// `invalid-fields` with `name`, `not-found`, `proof-required`.
pub async fn rename(
    context: &Context,
    signed_in: &SignedIn,
    id: FactorId,
    request: &RenameFactor,
) -> Result<Factor, Error> {
    let name = name(&request.name)?;
    let held = begin(context, signed_in).await?;
    let renamed = factor::Entity::update_many()
        .col_expr(factor::Column::Name, Expr::value(name.as_str()))
        .filter(factor::Column::Id.eq(id.0))
        .filter(factor::Column::AccountId.eq(signed_in.account))
        .exec(held.tx())
        .await?;
    if renamed.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let row = factor::Entity::find_by_id(id.0).one(held.tx()).await?;
    let row = row.ok_or(Error::NotFound)?;
    let event = signed_in.event(EventAction::FactorRenamed);
    held.record(event.with("name", name)).await?;
    held.commit().await?;
    Ok(show(&row))
}

/// Removes one of the caller's factors. Removing the last one also removes the recovery codes.
///
/// # Errors
/// `not-found`, `proof-required`, `conflict` for the last one that works if MFA is required, or while there is a
/// passkey that may have been cloned: the caller would still be asked for a factor.
pub async fn remove(context: &Context, signed_in: &SignedIn, id: FactorId) -> Result<(), Error> {
    let held = begin(context, signed_in).await?;
    let (tx, account) = (held.tx(), &held.account);
    let rows = store::of(tx, account.id).await?;
    let row = rows.iter().find(|row| row.id == id.0);
    let row = row.ok_or(Error::NotFound)?;
    let works = |factor: &&factor::Model| factor.copied_at.is_none();
    let is_only = rows.len() == 1;
    let is_last_that_works = works(&row) && rows.iter().filter(works).count() == 1;
    if (is_only || is_last_that_works) && requirement_of(&held) == MfaRequirement::Required {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Your organization requires MFA: add another factor first",
        ));
    }
    if is_only {
        codes::remove(tx, account.id).await?;
    } else if is_last_that_works {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Your other passkeys may have been cloned and no longer work: remove them first",
        ));
    }
    factor::Entity::delete_by_id(row.id).exec(tx).await?;
    mfa_enrollment::apply_requirement(&held).await?;
    let event = signed_in
        .event(EventAction::FactorRemoved)
        .with("factor", row.kind.as_str())
        .with("name", row.name.as_str());
    held.record(event).await?;
    let message = Message::FactorRemoved {
        name: row.name.clone(),
        at: context.now().to_utc(),
    };
    held.enqueue(&message).await?;
    held.commit().await
}
