use contract::applications::{Application, CreateApplication, OidcSettings, SamlSettings};
use contract::events::EventAction;
use contract::ids::{ApplicationId, OrganizationId};
use entity::Version;
use entity::application::{ActiveModel, Entity, Model};
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, MOST_APPLICATIONS, OpenTo};
use rules::openid::TokenAlgorithm;
use rules::resource::AfterLoss;
use rules::saml::CertificateState;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::show::{party, show};
use super::values::{self, named, taken};
use super::{oidc_settings, oidc_values, saml_settings, saml_values};
use crate::application_keys::NewKey;
use crate::crypto::Lane;
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::room::check_room;
use crate::tenant_rows::find;
use crate::{Context, Error, oidc_keys};

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
    pub launch_url: Option<String>,
    pub open_to: OpenTo,
    pub factor: WantedFactor,
    pub fresh_minutes: Option<i32>,
    pub on_lock: AfterLoss,
    pub protocol: ApplicationProtocol,
    /// There if the protocol is OpenID Connect.
    pub oidc: Option<OidcSettings>,
    /// There if the protocol is SAML.
    pub saml: Option<SamlSettings>,
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
        check_protocol(&mut fields, request);
        let category = values::category(&mut fields, request.category.clone());
        if request.launch_url.is_none() && request.protocol == ApplicationProtocol::Bookmark {
            let message = "Enter the address that opens the application";
            fields.refuse("launchUrl", "required", message);
        }
        let launch_url = values::launch_url(&mut fields, request.launch_url.as_deref());
        let fresh_minutes = values::fresh_minutes(&mut fields, request.fresh_minutes);
        let name = fields.finish_with(name)?;
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
            on_lock: request.on_lock.unwrap_or(AfterLoss::Maintain),
            protocol: request.protocol,
            oidc: request.oidc.clone(),
            saml: request.saml.clone(),
            name,
        })
    }
}

/// Checks the settings of the protocol, and refuses those of another one.
fn check_protocol(fields: &mut Fields, request: &CreateApplication) {
    let uses = |protocol: ApplicationProtocol| request.protocol == protocol;
    match (&request.oidc, uses(ApplicationProtocol::Oidc)) {
        (Some(settings), true) => oidc_values::check(fields, settings),
        (Some(_), false) => {
            let message = "Only applications that use OpenID Connect have these settings";
            fields.refuse("oidc", "not_allowed", message);
        }
        (None, true) => fields.refuse("oidc", "required", "Enter the settings of OpenID Connect"),
        (None, false) => {}
    }
    match (&request.saml, uses(ApplicationProtocol::Saml)) {
        (Some(settings), true) => saml_values::check(fields, settings),
        (Some(_), false) => {
            let message = "Only applications that use SAML have these settings";
            fields.refuse("saml", "not_allowed", message);
        }
        (None, true) => fields.refuse("saml", "required", "Enter the settings of SAML"),
        (None, false) => {}
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
    // Before the transaction, because it takes a while.
    let key = match &new.saml {
        Some(_) => Some(NewKey::generate(context, principal.client().asker(Lane::Known)).await?),
        None => None,
    };
    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "application",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, new.id).await? {
        let first = find(&tx, organization, ApplicationId(first)).await?;
        return Ok(Once::replay(show(context, &tx, first).await?));
    }
    let refusal = "The organization has the maximum number of applications: delete one first";
    check_room::<Entity>(&tx, organization, (MOST_APPLICATIONS, refusal)).await?;
    let row = insert(context, &tx, organization, new).await?;
    if let Some(key) = key {
        key.insert(&tx, &row, CertificateState::Current).await?;
    }
    let event = principal
        .event(EventAction::ApplicationCreated)
        .to(party(&row))
        .with("protocol", row.protocol.as_str())
        .with("host", values::host(row.launch_url.as_deref()))
        .with("open_to", row.open_to.as_str())
        .with("factor", row.factor.as_str());
    record(context, &tx, organization, event).await?;
    let made = show(context, &tx, row).await?;
    tx.commit().await?;
    make_key(context, &made).await;
    Ok(Once::done(made))
}

/// Inserts a new application. One that uses SAML also needs a [`NewKey`].
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
        protocol: Set(new.protocol),
        enabled: Set(new.enabled),
        visible: Set(new.visible),
        category: Set(new.category),
        launch_url: Set(new.launch_url),
        open_to: Set(new.open_to),
        factor: Set(new.factor),
        fresh_minutes: Set(new.fresh_minutes),
        on_lock: Set(new.on_lock),
        created_at: Set(context.now()),
        version: Set(Version::FIRST),
        ..named(new.name)
    };
    let row = Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(taken)?;
    if let Some(settings) = new.oidc {
        oidc_settings::write(tx, &row, None, settings).await?;
    }
    if let Some(settings) = new.saml {
        saml_settings::write(tx, &row, None, settings).await?;
    }
    Ok(row)
}

/// Creates the key with which the tokens of an application are signed, if it is the only one that uses
/// the algorithm. The other keys have existed since the first start; this one is generated quickly.
pub(super) async fn make_key(context: &Context, application: &Application) {
    let ed25519 = TokenAlgorithm::EdDsa;
    let settings = application.oidc.as_ref();
    let uses = application.enabled && settings.is_some_and(|one| one.algorithm == ed25519);
    if uses && let Err(error) = oidc_keys::keep_one(context, ed25519).await {
        // Housekeeping tries again.
        tracing::warn!(%error, "a key for tokens of applications could not be created");
    }
}
