use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::{FieldError, ProblemType};
use contract::ssh_keys::{AddSshKey, SshKey};
use entity::ssh_key::{Column, Entity, Model};
use mail::{DoneBy, Message};
use rules::role::Permission;
use rules::ssh_key::MOST_SSH_KEYS;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, SqlErr,
};

use super::parse::{Parsed, parse};
use super::refusal::FIELD;
use super::{change, show};
use crate::accounts::{HeldAccount, names_and_emails};
use crate::actor::{AdminPrincipal, SignedInUser};
use crate::events::NewEvent;
use crate::fields::{Fields, NAME};
use crate::permitted::{Permitted, UsersWrite};
use crate::sessions::require_fresh;
use crate::users::hold;
use crate::{Context, Error};

const ACTION: EventAction = EventAction::SshKeyAdded;

/// Adds a key to the caller's own account. Requires step-up authentication, so that nobody adds one at
/// somebody else's unlocked screen.
///
/// # Errors
/// `invalid-fields` with `publicKey` or `name`, `taken`, `conflict` if there are too many keys,
/// `proof-required`.
pub async fn add_mine(
    context: &Context,
    user: &SignedInUser,
    request: &AddSshKey,
) -> Result<SshKey, Error> {
    let asked = check(request)?;
    let held = user.hold(context).await?;
    require_fresh(context, held.tx(), user).await?;
    let by = user.done_by(context.now());
    add(held, asked, None, user.event(ACTION), by).await
}

/// Adds a key to a user's account. The key gives access to hosts as this user, so an administrator must
/// have completed step-up authentication, and the user gets an email.
///
/// # Errors
/// `invalid-fields` with `publicKey` or `name`, `taken`, `conflict` if there are too many keys,
/// `not-found`, `forbidden`, `proof-required`.
pub async fn add_of_user(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    user: UserId,
    request: &AddSshKey,
) -> Result<SshKey, Error> {
    principal.require_proof()?;
    let asked = check(request)?;
    let held = hold(context, principal, user).await?;
    let by = principal.done_by(context.now());
    let event = principal.event(ACTION);
    add(held, asked, Some(&**principal), event, by).await
}

/// A valid request.
struct Asked {
    name: String,
    key: Parsed,
}

fn check(request: &AddSshKey) -> Result<Asked, Error> {
    let mut fields = Fields::default();
    let key = match parse(&request.public_key) {
        Ok(key) => Some(key),
        Err(refusal) => {
            fields.refuse(FIELD, refusal.code(), refusal.message());
            None
        }
    };
    let name = fields.optional("name", request.name.clone(), NAME);
    let key = fields.finish_with(key)?;
    let name = name.or_else(|| key.comment.clone());
    Ok(Asked {
        name: name.unwrap_or_else(|| format!("{} key", key.key_type.label())),
        key,
    })
}

async fn add(
    held: HeldAccount<'_>,
    asked: Asked,
    administrator: Option<&AdminPrincipal>,
    event: NewEvent<'_>,
    by: DoneBy,
) -> Result<SshKey, Error> {
    let context = held.context();
    let Asked { name, key } = asked;
    refuse_known(&held, &key.fingerprint, administrator).await?;
    let there = Entity::find()
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .count(held.tx())
        .await?;
    if there >= MOST_SSH_KEYS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An account can have 20 SSH keys: remove one first",
        ));
    }
    let row = Model {
        id: context.new_id(),
        organization_id: held.account.organization_id,
        account_id: held.account.id,
        name,
        key_type: key.key_type,
        bits: i32::try_from(key.bits).unwrap_or(i32::MAX),
        fingerprint: key.fingerprint,
        public_key: key.public_key,
        comment: key.comment,
        created_at: context.now(),
        last_used_at: None,
    };
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(held.tx())
        .await
        .map_err(added_meanwhile)?;
    let event = event
        .with("name", row.name.as_str())
        .with("type", row.key_type.label())
        .with("fingerprint", row.fingerprint.as_str());
    held.record(event).await?;
    held.enqueue(&Message::SshKeyAdded(change(&row, by)))
        .await?;
    held.commit().await?;
    Ok(show(row))
}

/// Refuses a key that is in the organization. Only an administrator who may view users is told whose it
/// is.
async fn refuse_known(
    held: &HeldAccount<'_>,
    fingerprint: &str,
    administrator: Option<&AdminPrincipal>,
) -> Result<(), Error> {
    let known = Entity::find()
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::Fingerprint.eq(fingerprint))
        .one(held.tx())
        .await?;
    let Some(known) = known else {
        return Ok(());
    };
    if known.account_id == held.account.id {
        let name = known.name;
        return Err(taken(format!("This key is already there as \"{name}\"")));
    }
    let sees_users = administrator.is_some_and(|one| one.may(Permission::UsersRead));
    if sees_users {
        let organization = held.organization_id();
        let owner = [known.account_id];
        let owners = names_and_emails(held.tx(), organization, owner.into_iter()).await?;
        if let Some((name, email)) = owners.get(&known.account_id) {
            return Err(taken(format!("This is a key of {name} ({email})")));
        }
    }
    Err(in_use())
}

fn added_meanwhile(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => in_use(),
        _ => error.into(),
    }
}

fn in_use() -> Error {
    taken(
        "Another account uses this key. A key identifies one person: create another one".to_owned(),
    )
}

fn taken(message: String) -> Error {
    Error::Taken(vec![FieldError::new(FIELD, "taken", message)])
}
