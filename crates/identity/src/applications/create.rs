use contract::applications::{Application, CreateApplication};
use contract::events::EventAction;
use contract::ids::{ApplicationId, OrganizationId};
use contract::problem::ProblemType;
use entity::application::{ActiveModel, Column, Entity, Model};
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, MOST_APPLICATIONS, OpenTo};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::held_application::find;
use super::show::{party, show};
use super::values::{self, named, taken};
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::{Context, Error};

/// A new application with validated values.
pub(crate) struct NewApplication {
    pub id: Uuid,
    pub name: String,
    pub description: Option<String>,
    pub letter: String,
    pub color: IconColor,
    pub template: Option<String>,
    pub enabled: bool,
    pub visible: bool,
    pub category: Option<String>,
    pub launch_url: String,
    pub open_to: OpenTo,
    pub factor: WantedFactor,
    pub fresh_minutes: Option<i32>,
}

impl NewApplication {
    /// Validates a request.
    ///
    /// # Errors
    /// `invalid-fields` with all invalid fields.
    pub fn of(id: Uuid, request: &CreateApplication) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let name = values::name(&mut fields, &request.name);
        let description = values::description(&mut fields, request.description.clone());
        let letter = request.letter.as_deref();
        let letter = letter.and_then(|letter| values::letter(&mut fields, letter));
        let template = values::template(&mut fields, request.template.as_deref());
        if request.protocol != ApplicationProtocol::Bookmark {
            let message = "Only bookmarks can be created";
            fields.refuse("protocol", "not_allowed", message);
        }
        let category = values::category(&mut fields, request.category.clone());
        if request.launch_url.is_none() {
            let message = "Enter the address that opens the application";
            fields.refuse("launchUrl", "required", message);
        }
        let launch_url = values::launch_url(&mut fields, request.launch_url.as_deref());
        let fresh_minutes = values::fresh_minutes(&mut fields, request.fresh_minutes);
        let (name, launch_url) = fields.finish_with(name.zip(launch_url))?;
        Ok(Self {
            id,
            description,
            letter: letter.unwrap_or_else(|| values::letter_of(&name)),
            color: request.color.unwrap_or(IconColor::Blue),
            template,
            enabled: request.enabled,
            visible: request.visible,
            category,
            launch_url,
            open_to: request.open_to.unwrap_or(OpenTo::Assigned),
            factor: request.factor.unwrap_or(WantedFactor::None),
            fresh_minutes,
            name,
        })
    }
}

/// Creates an application, which is not assigned to anybody yet. A repeated call with the same
/// `idempotency_key` (kept for a day) returns the application that the first call created.
///
/// # Errors
/// `invalid-fields` with all invalid fields, `taken`, `conflict` if there are too many,
/// `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    request: &CreateApplication,
    idempotency_key: Option<&str>,
) -> Result<Once<Application>, Error> {
    let organization = principal.organization();
    let new = NewApplication::of(context.new_id(), request)?;
    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "application",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, new.id).await? {
        let first = find(&tx, organization, ApplicationId(first)).await?;
        return Ok(Once::replay(show(&tx, first).await?));
    }
    let others = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    if others.count(&tx).await? >= MOST_APPLICATIONS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The organization has the maximum number of applications: delete one first",
        ));
    }
    let row = insert(context, &tx, organization, new).await?;
    let event = principal
        .event(EventAction::ApplicationCreated)
        .to(party(&row))
        .with("protocol", row.protocol.as_str())
        .with("host", values::host(row.launch_url.as_deref()))
        .with("open_to", row.open_to.as_str())
        .with("factor", row.factor.as_str());
    record(context, &tx, organization, event).await?;
    let made = show(&tx, row).await?;
    tx.commit().await?;
    Ok(Once::done(made))
}

/// Inserts a new application.
///
/// # Errors
/// `taken` if another application has this name.
pub(crate) async fn insert(
    context: &Context,
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    new: NewApplication,
) -> Result<Model, Error> {
    let row = ActiveModel {
        id: Set(new.id),
        organization_id: Set(organization.0),
        description: Set(new.description),
        letter: Set(new.letter),
        color: Set(new.color),
        template: Set(new.template),
        protocol: Set(ApplicationProtocol::Bookmark),
        enabled: Set(new.enabled),
        visible: Set(new.visible),
        category: Set(new.category),
        launch_url: Set(Some(new.launch_url)),
        open_to: Set(new.open_to),
        factor: Set(new.factor),
        fresh_minutes: Set(new.fresh_minutes),
        created_at: Set(context.now()),
        version: Set(1),
        ..named(new.name)
    };
    Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(taken)
}
