use contract::applications::UpdateApplication;
use contract::ids::{ApplicationId, OrganizationId};
use entity::application::Model;
use rules::saml::NameIdFormat;
use sea_orm::ConnectionTrait;

use super::check_access::asserts_email;
use super::saml_change::SamlChange;
use super::update::{OidcChange, apply, checked};
use crate::Error;
use crate::tenant_rows::find;

/// What the gate considers about an application.
pub(crate) struct Gated {
    /// The application.
    pub application: Model,
    /// Whether it identifies users by their email.
    pub asserts_email: bool,
}

/// An application before and after an update, which is validated as when it is saved. Nothing is saved.
///
/// # Errors
/// `invalid-fields` with all invalid fields, `not-found`.
pub(crate) async fn proposed(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApplicationId,
    update: UpdateApplication,
) -> Result<(Gated, Gated), Error> {
    let mut changes = checked(update)?;
    let (oidc, saml) = (changes.oidc.take(), changes.saml.take());
    let before = find(db, organization, id).await?;
    let after = apply(changes, before.clone())?;
    if let Some(patch) = oidc {
        OidcChange::read(db, &before, &patch).await?;
    }
    let saml = match saml {
        Some(patch) => SamlChange::read(db, &before, &patch).await?,
        None => None,
    };
    let asserted = asserts_email(db, &before).await?;
    let asserts_email = saml.map_or(asserted, |saml| saml.name_id() == NameIdFormat::Email);
    Ok((
        Gated {
            application: before,
            asserts_email: asserted,
        },
        Gated {
            application: after,
            asserts_email,
        },
    ))
}
