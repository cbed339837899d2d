use contract::links::{InspectLink, LinkDetails};

use super::factors_due::factors_due;
use super::find_usable::{Usable, find, portal_for};
use crate::accounts::branding;
use crate::addresses::Portal;
use crate::{Context, Error, passwords};

/// What a link allows. Changes nothing, because mail scanners open every link.
///
/// # Errors
/// `link-not-usable`; `factor-required`.
pub async fn inspect(context: &Context, request: &InspectLink) -> Result<LinkDetails, Error> {
    let read = context.database().read();
    let Usable { link, member } = find(context, read, request.purpose, &request.token).await?;
    let factors = factors_due(context, read, request.purpose, &member).await?;
    Ok(LinkDetails {
        factors,
        purpose: request.purpose,
        expires_at: link.expires_at,
        requirements: passwords::requirements(&member.account, &member.organization),
        branding: branding(&member.organization),
        organization_name: member.organization.name,
        display_name: member.account.name,
        terms_required: portal_for(request.purpose) == Portal::Admin,
    })
}
