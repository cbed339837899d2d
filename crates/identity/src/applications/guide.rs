//! What to enter in an application.

use catalog::{IdpValue, Registered};
use contract::applications::{ApplicationGuide, GuideSnippet, GuideValue, OwnGuide};
use contract::ids::ApplicationId;
use entity::application::Model;
use rules::application::ApplicationProtocol;

use super::{oidc_guide, saml_guide};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Returns what to enter in an application to let it sign users in with this server. It contains no
/// secret.
///
/// # Errors
/// `not-found`, also for a bookmark; `forbidden`.
pub async fn guide(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
) -> Result<ApplicationGuide, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    match row.protocol {
        ApplicationProtocol::Bookmark => Err(Error::NotFound),
        ApplicationProtocol::Oidc => oidc_guide::guide(context, read, &row).await,
        ApplicationProtocol::Saml => saml_guide::guide(context, read, &row).await,
    }
}

/// The values under the names that the application has for them.
pub(super) fn own(
    row: &Model,
    registered: Registered<'_>,
    idp_value: impl Fn(IdpValue) -> Option<String>,
) -> Option<OwnGuide> {
    let template = catalog::find(row.template.as_deref()?)?;
    let registered = catalog::recognize(template, registered)?;
    let guide = catalog::guide(template, &registered, idp_value);
    let values = guide.fields.into_iter();
    Some(OwnGuide {
        page: guide.page,
        values: values.map(|field| value(field.name, field.value)).collect(),
        snippet: guide.snippet.map(|snippet| GuideSnippet {
            file: snippet.file,
            text: snippet.text,
        }),
        note: guide.note,
        documentation: template.documentation.clone(),
        evidence: template.verified,
    })
}

/// A value with this name.
pub(super) fn value(name: impl Into<String>, value: String) -> GuideValue {
    GuideValue {
        name: name.into(),
        value,
    }
}
