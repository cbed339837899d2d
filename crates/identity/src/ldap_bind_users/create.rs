use contract::events::EventAction;
use contract::ids::{ApplicationId, LdapBindUserId, OrganizationId};
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser, LdapBindUserCreated};
use contract::problem::FieldError;
use entity::ldap_bind_user::{ActiveModel, Entity};
use rules::directory::MOST_BIND_USERS;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, SqlErr};
use uuid::Uuid;

use super::show::{Shown, party};
use super::tell_owners::tell_owners;
use crate::crypto::{Token, TokenHash};
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, claim};
use crate::permitted::{LdapBindUsersWrite, Permitted};
use crate::room::check_room;
use crate::tenant_rows::{by_id, find};
use crate::{Context, Error};

/// What a password begins with, so that scanners for leaked secrets find it.
const PREFIX: &str = "ldap_";
/// The maximum length of a name.
const LONGEST: usize = 64;

/// Creates a bind user, whose password is only in this response, and tells the owners. A repeated call with the
/// same `idempotency_key` (kept for a day) creates no other one and is refused with the details of the first.
///
/// # Errors
/// `invalid-fields`, `taken`, `conflict` if there are too many, `already-created`, `idempotency-conflict`,
/// `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<LdapBindUsersWrite>,
    request: &CreateLdapBindUser,
    idempotency_key: Option<&str>,
) -> Result<LdapBindUserCreated, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = name(&mut fields, &request.name);
    match (request.reads, request.application_id) {
        (BindUserScope::Application, None) => {
            fields.refuse("applicationId", "required", "Choose an application");
        }
        (BindUserScope::Everybody, Some(_)) => {
            let mend = "Omit it: this bind user reads all users and groups";
            fields.refuse("applicationId", "not_allowed", mend);
        }
        _ => {}
    }
    let name = fields.finish_with(name)?;
    let secret = format!("{PREFIX}{}", Token::random()?.reveal());
    let id = context.new_id();
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        application_id: Set(request.application_id.map(|id| id.0)),
        name_key: Set(name.to_ascii_lowercase()),
        name: Set(name),
        reads: Set(request.reads),
        secret_hash: Set(TokenHash::of(&secret).bytes()),
        created_by: Set(principal.party().name),
        created_at: Set(context.now()),
        last_used_at: Set(None),
    };

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "ldap_bind_user",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        return Err(already_created(&tx, organization, first).await?);
    }
    if let Some(application) = request.application_id {
        check_application(&tx, organization, application).await?;
    }
    let refusal = "An organization has at most 100 bind users. Revoke one first";
    check_room::<Entity>(&tx, organization, (MOST_BIND_USERS, refusal)).await?;
    let row = Entity::insert(row)
        .exec_with_returning(&tx)
        .await
        .map_err(taken)?;
    let event = principal
        .event(EventAction::LdapBindUserCreated)
        .to(party(&row))
        .with("reads", row.reads.as_str());
    record(context, &tx, organization, event).await?;
    let shown = Shown::read(&tx, organization, std::slice::from_ref(&row)).await?;
    let bind_user = shown.show(row);
    tell_owners(context, &tx, principal, &bind_user).await?;
    tx.commit().await?;
    Ok(LdapBindUserCreated { bind_user, secret })
}

/// Validates a name, which is a part of the DN.
fn name(fields: &mut Fields, text: &str) -> Option<String> {
    let name = fields.line("name", text, LONGEST)?;
    let is_made_well = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if is_made_well {
        return Some(name);
    }
    let mend = "Use Latin letters, digits, dots, hyphens and underscores";
    fields.refuse("name", "malformed", mend);
    None
}

async fn check_application(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<(), Error> {
    if by_id(organization, id).count(tx).await? == 0 {
        return Err(Error::field(
            "applicationId",
            "not_found",
            "Choose an application of your organization",
        ));
    }
    Ok(())
}

fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            let message = "Another bind user has this name; choose another one";
            Error::Taken(vec![FieldError::new("name", "taken", message)])
        }
        _ => error.into(),
    }
}

/// The error for a repeated create. The response is not given again, because it contains the password.
async fn already_created(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, LdapBindUserId(first)).await?;
    Ok(Error::AlreadyCreated(format!(
        "The bind user \"{}\" ({}) was created with this Idempotency-Key. Its password is shown once: \
         if it was lost, revoke the bind user and create another one",
        first.name, first.id
    )))
}
