use contract::links::{InspectLink, LinkDetails};

use super::find::{factors_due, find, portal_for};
use crate::addresses::Portal;
use crate::{Context, Error, passwords};

/// What a link is good for. Changes nothing: mail scanners open every link.
///
/// # Errors
/// `link-not-usable`; `factor-required`.
pub async fn inspect(context: &Context, request: &InspectLink) -> Result<LinkDetails, Error> {
    let read = context.database().read();
    let usable = find(context, read, request.purpose, &request.token).await?;
    let factors = factors_due(context, read, request.purpose, &usable).await?;
    Ok(LinkDetails {
        factors,
        purpose: request.purpose,
        expires_at: usable.link.expires_at,
        requirements: passwords::requirements(&usable.account, &usable.organization),
        organization_name: usable.organization.name,
        display_name: usable.account.name,
        terms_required: portal_for(request.purpose) == Portal::Admin,
    })
}
