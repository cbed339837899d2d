use contract::events::EventAction;
use contract::ids::{OrganizationId, UserId};
use contract::users::{CreateUser, User};
use rules::state::UserState;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::load::load_user;
use super::resend_activation::email_activation;
use super::write::{NewUser, insert};
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{Permitted, UsersWrite};
use crate::user_attributes::AttributeEdits;
use crate::{Context, Error};

/// Creates a user. A staged user receives no email, an active one an activation link. A repeated
/// call with the same `idempotency_key` (kept for a day) returns the user that the first call
/// created.
///
/// # Errors
/// `invalid-fields` with all invalid fields, `taken`, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    request: &CreateUser,
    idempotency_key: Option<&str>,
) -> Result<Once<User>, Error> {
    let organization = principal.organization();
    let id = context.new_id();

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "user",
        key: idempotency_key,
        request,
    };
    // Before the validation, which depends on the attributes: they may have changed since the first call.
    if let Some(first) = claim(context, &tx, once, id).await? {
        let user = load_user(context, &tx, organization, UserId(first)).await?;
        return Ok(Once::replay(user));
    }
    let new = validate(&tx, organization, request, id).await?;
    insert(context, &tx, &new).await?;
    let held = HeldAccount::within(context, tx, organization, Portal::User, new.id).await?;
    let event = principal.event(EventAction::UserCreated);
    held.record(event.with("state", new.state.as_str())).await?;
    if new.state == UserState::Active {
        email_activation(&held).await?;
    }
    held.commit_and_read().await.map(Once::done)
}

async fn validate(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    request: &CreateUser,
    id: Uuid,
) -> Result<NewUser, Error> {
    let mut fields = Fields::default();
    let email = fields.email("email", &request.email);
    let username = fields.username("username", &request.username);
    let profile = fields.profile(request.profile());
    let values = request.attributes.clone().into_iter();
    let values = values.map(|(name, value)| (name, Some(value))).collect();
    let attributes = AttributeEdits::of_new(tx, organization, values, &mut fields).await?;
    let state = request.state.unwrap_or(UserState::Staged);
    if state == UserState::Suspended {
        fields.refuse(
            "state",
            "not_allowed",
            "A new user must be staged or active",
        );
    }
    let (email, username) = fields.finish_with(email.zip(username))?;
    Ok(NewUser {
        id,
        organization: organization.0,
        email,
        username,
        profile,
        attributes,
        state,
    })
}
