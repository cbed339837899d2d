//! Verifying an application password, for the services that are given one. Only reads: the same two
//! statements whether the user exists or not. What follows from a wrong one runs after the answer, so its
//! duration reveals nothing.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use contract::events::EventAction;
use contract::ids::{ApplicationId, ApplicationPasswordId, OrganizationId, UserId};
use entity::account::{self, Model as Account};
use entity::application_password::{Column, Entity, Model};
use rules::account::AccountKind;
use rules::resource::{ResourcePolicy, ResourceRefusal};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::refusal::{BoundTo, refusal_of};
use super::secret::{hash, normalized};
use crate::accounts::{count_wrong_secret, party, record_after_answer};
use crate::actor::{Client, Party};
use crate::applications::open_among;
use crate::crypto::decoy;
use crate::events::NewEvent;
use crate::last_use::note_use;
use crate::suspension::is_suspended;
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// What somebody wants to use with an application password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// An application.
    Application(ApplicationId),
    /// A service that asks without naming an application, such as a network.
    Device,
}

impl Resource {
    /// An application, or without one a device.
    pub fn of(application: Option<ApplicationId>) -> Self {
        application.map_or(Self::Device, Self::Application)
    }
}

/// A secret that somebody gives for a user.
pub struct Attempt<'a> {
    /// The tenant, which the service knows.
    pub organization: OrganizationId,
    /// The username, in any case.
    pub username: &'a str,
    /// The secret as typed.
    pub secret: &'a str,
    /// What it is to be used for.
    pub resource: Resource,
    /// The client that sent it.
    pub client: &'a Client,
}

/// The user whose application password was correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The user.
    pub user: UserId,
    /// The application password.
    pub password: ApplicationPasswordId,
    /// The user's name.
    pub name: String,
    /// The user's email.
    pub email: String,
}

/// The result of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The secret is correct, and the user may use the resource now.
    Right(Proved),
    /// The secret is correct, so its owner may be told why it is refused.
    Refused(ResourceRefusal),
    /// The secret is wrong, or there is no such user.
    Wrong,
}

/// Whether a text can be an application password. A service that also accepts the password of the account
/// asks this first, so that a wrong one counts once.
pub fn may_be_one(text: &str) -> bool {
    normalized(text).is_some()
}

/// Verifies an application password. A wrong one counts as a failed attempt, unless it is one of the
/// last wrong ones. One that was revoked, or is for something else, is refused and does not count: a
/// device that still uses it must not lock its owner out. A correct one clears no failed attempts,
/// because a device that signs in every minute would then give guessers of the password new attempts.
///
/// # Errors
/// If the database fails; `busy` if it is refused and too many passwords are waiting to be hashed.
pub async fn verify(context: &Context, attempt: &Attempt<'_>) -> Result<Verified, Error> {
    let (verified, account) = look(context, attempt, ResourcePolicy::default()).await?;
    if let (Verified::Wrong, Some(account)) = (&verified, account) {
        count(context, &account, attempt);
    }
    Ok(verified)
}

/// As [`verify`], under the policy of a service, and without counting a wrong one: the caller verifies it as
/// the password of the account next, which counts it.
///
/// # Errors
/// As [`verify`].
pub(crate) async fn verify_first(
    context: &Context,
    attempt: &Attempt<'_>,
    policy: ResourcePolicy,
) -> Result<Verified, Error> {
    Ok(look(context, attempt, policy).await?.0)
}

/// Verifies an application password. Returns the account too, if it exists and the secret is wrong.
async fn look(
    context: &Context,
    attempt: &Attempt<'_>,
    policy: ResourcePolicy,
) -> Result<(Verified, Option<Account>), Error> {
    let read = context.database().read();
    let account = find_user(read, attempt).await?;
    let rows = passwords_of(read, attempt, account.as_ref()).await?;
    let secret = normalized(attempt.secret);
    let given = hash(secret.as_deref().unwrap_or_default());
    // All are compared, whichever matches.
    let mut found = None;
    for row in rows {
        let is_it = verify_slices_are_equal(&row.secret_hash, &given).is_ok();
        if is_it && secret.is_some() {
            found = Some(row);
        }
    }
    let (account, row) = match (account, found) {
        (Some(account), Some(row)) => (account, row),
        (account, _) => return Ok((Verified::Wrong, account)),
    };
    let wanted = (attempt.resource, policy);
    if let Some(refusal) = refusal(context, read, &account, &row, wanted).await? {
        // As expensive as a wrong password: each refusal may write an event.
        let asker = attempt
            .client
            .asker_for(&(attempt.organization, attempt.username));
        decoy(context.hasher(), asker, attempt.secret).await?;
        note_refusal(context, &account, &row, refusal, attempt.client);
        return Ok((Verified::Refused(refusal), None));
    }
    note_use(context, &row, row.last_used_at, Column::LastUsedAt).await?;
    let proved = Proved {
        user: UserId(account.id),
        password: ApplicationPasswordId(row.id),
        name: account.name,
        email: account.email,
    };
    Ok((Verified::Right(proved), None))
}

/// Whether an application password that was correct before still lets its user use the resource.
///
/// # Errors
/// If the database fails.
pub(crate) async fn still_works(
    context: &Context,
    account: &Account,
    password: ApplicationPasswordId,
    wanted: (Resource, ResourcePolicy),
) -> Result<bool, Error> {
    let read = context.database().read();
    let row = by_id(OrganizationId(account.organization_id), password)
        .filter(Column::AccountId.eq(account.id))
        .one(read)
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let refusal = refusal(context, read, account, &row, wanted).await?;
    Ok(refusal.is_none())
}

/// Why every application password of a user would be refused now, if it is. Those that were revoked or are for
/// something else are as good as none.
///
/// # Errors
/// If the database fails.
pub(crate) async fn would_refuse(
    context: &Context,
    account: &Account,
    wanted: (Resource, ResourcePolicy),
) -> Result<Option<ResourceRefusal>, Error> {
    let read = context.database().read();
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(account.organization_id))
        .filter(Column::AccountId.eq(account.id))
        .all(read)
        .await?;
    for row in &rows {
        match refusal(context, read, account, row, wanted).await? {
            Some(ResourceRefusal::Revoked | ResourceRefusal::OtherResource) => {}
            decided => return Ok(decided),
        }
    }
    Ok(Some(ResourceRefusal::Revoked))
}

async fn find_user(
    db: &impl ConnectionTrait,
    attempt: &Attempt<'_>,
) -> Result<Option<Account>, Error> {
    use account::Column;
    Ok(account::Entity::find()
        .filter(Column::OrganizationId.eq(attempt.organization.0))
        .filter(Column::Kind.eq(AccountKind::User))
        .filter(Column::UsernameKey.eq(attempt.username.to_ascii_lowercase()))
        .one(db)
        .await?)
}

/// The application passwords of a user, with the revoked ones; none of an unknown user.
async fn passwords_of(
    db: &impl ConnectionTrait,
    attempt: &Attempt<'_>,
    account: Option<&Account>,
) -> Result<Vec<Model>, Error> {
    let id = account.map(|account| account.id);
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(attempt.organization.0))
        .filter(Column::AccountId.eq(id.unwrap_or_default()))
        .all(db)
        .await?)
}

/// Why a correct secret is refused now, if it is.
async fn refusal(
    context: &Context,
    db: &impl ConnectionTrait,
    account: &Account,
    row: &Model,
    (resource, policy): (Resource, ResourcePolicy),
) -> Result<Option<ResourceRefusal>, Error> {
    if row.revoked_at.is_some() {
        return Ok(Some(ResourceRefusal::Revoked));
    }
    if Resource::of(row.application_id.map(ApplicationId)) != resource {
        return Ok(Some(ResourceRefusal::OtherResource));
    }
    let organization = OrganizationId(account.organization_id);
    if is_suspended(db, organization).await? {
        return Ok(Some(ResourceRefusal::OrganizationSuspended));
    }
    let application = match row.application_id {
        Some(id) => {
            let open = open_among(db, organization, account.id, [id]).await?;
            BoundTo::application(open.get(&id).map(|application| application.on_lock))
        }
        None => BoundTo::Device,
    };
    Ok(refusal_of(account, application, policy, context.now()))
}

/// Counts a wrong secret after the answer.
fn count(context: &Context, account: &Account, attempt: &Attempt<'_>) {
    if context
        .wrong_secrets()
        .is_repeated(account.id, attempt.secret)
    {
        return;
    }
    let (task, client, id) = (context.clone(), attempt.client.clone(), account.id);
    context.after_answer("a wrong application password was not counted", async move {
        let action = EventAction::ApplicationPasswordFailed;
        let event = NewEvent::new(action, Party::anonymous()).from(&client);
        count_wrong_secret(&task, id, event.failed(), &client).await
    });
}

/// Records after the answer why a correct secret was refused.
fn note_refusal(
    context: &Context,
    account: &Account,
    row: &Model,
    refusal: ResourceRefusal,
    client: &Client,
) {
    let event = NewEvent::new(EventAction::ApplicationPasswordRefused, party(account))
        .failed()
        .with("reason", refusal.as_str())
        .with("name", row.name.as_str());
    record_after_answer(context, account.id, event, client);
}
