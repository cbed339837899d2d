use contract::application_passwords::{
    ApplicationPasswordCreated, CreateApplicationPassword, MOST_APPLICATION_PASSWORDS,
};
use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::application_password::{Column, Entity, Model};
use mail::Message;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use super::secret::{hash, new_secret, normalized};
use super::show::show_all;
use super::{DEVICE, change};
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::open_among;
use crate::fields::{Fields, NAME};
use crate::sessions::require_fresh;
use crate::{Context, Error};

/// Creates an application password for the caller's own account. The secret is only in this response.
/// Requires step-up authentication: the secret signs in without MFA. Nobody can create one for somebody
/// else, because then two people would know it.
///
/// # Errors
/// `invalid-fields` with `name` or `applicationId`, `conflict` if there are too many, `proof-required`.
pub async fn create(
    context: &Context,
    user: &SignedInUser,
    request: &CreateApplicationPassword,
) -> Result<ApplicationPasswordCreated, Error> {
    let mut fields = Fields::default();
    let name = fields.line("name", &request.name, NAME);
    let name = fields.finish_with(name)?;
    let held = user.hold(context).await?;
    require_fresh(context, held.tx(), user).await?;
    let application = find_application(&held, request).await?;
    refuse_too_many(&held).await?;
    let password = new_secret()?;
    let secret = normalized(&password);
    let secret = secret.ok_or_else(|| Error::internal("a new secret is not one"))?;
    let row = Model {
        id: context.new_id(),
        organization_id: held.account.organization_id,
        account_id: held.account.id,
        application_id: request.application_id.map(|id| id.0),
        name,
        secret_hash: hash(&secret),
        created_at: context.now(),
        last_used_at: None,
        revoked_at: None,
    };
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(held.tx())
        .await?;
    let application = application.unwrap_or_else(|| DEVICE.to_owned());
    let event = user
        .event(EventAction::ApplicationPasswordCreated)
        .with("name", row.name.as_str())
        .with("application", application.as_str());
    held.record(event).await?;
    let change = change(&row, application, user.done_by(context.now()));
    held.enqueue(&Message::ApplicationPasswordCreated(change))
        .await?;
    let shown = show_all(context, held.tx(), &held.account, vec![row]).await?;
    held.commit().await?;
    let shown = shown.into_iter().next();
    Ok(ApplicationPasswordCreated {
        application_password: shown.ok_or(Error::NotFound)?,
        password,
    })
}

/// The name of the application that the password is for. It must be available to the user.
async fn find_application(
    held: &HeldAccount<'_>,
    request: &CreateApplicationPassword,
) -> Result<Option<String>, Error> {
    let Some(id) = request.application_id else {
        return Ok(None);
    };
    let (organization, account) = (held.organization_id(), held.account.id);
    let mut open = open_among(held.tx(), organization, account, [id.0]).await?;
    match open.remove(&id.0) {
        Some(application) => Ok(Some(application.name)),
        None => Err(Error::field(
            "applicationId",
            "not_found",
            "Choose an application that is available to you",
        )),
    }
}

async fn refuse_too_many(held: &HeldAccount<'_>) -> Result<(), Error> {
    let there = Entity::find()
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::RevokedAt.is_null())
        .count(held.tx())
        .await?;
    if there >= MOST_APPLICATION_PASSWORDS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An account can have 20 application passwords: revoke one first",
        ));
    }
    Ok(())
}
