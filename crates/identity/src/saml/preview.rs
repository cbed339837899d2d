use ::saml::context::Context as Authentication;
use ::saml::id;
use ::saml::response::Success;
use contract::applications::AssertionPreview;
use contract::ids::{ApplicationId, UserId};
use rules::lifetimes::ASSERTION;
use rules::role::Permission;
use uuid::Uuid;

use super::{person, registered};
use crate::accounts::find_member_of;
use crate::addresses::Portal;
use crate::applications::require_to_show_groups;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Shows what an application that uses SAML learns about a user who opens it with a password. Issues
/// nothing. Also requires `users:read`, and `groups:read` if the application receives all groups.
///
/// # Errors
/// `not-found`, also if the application uses another protocol; `forbidden`.
pub async fn preview(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    user: UserId,
) -> Result<AssertionPreview, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let member = find_member_of(read, organization, Portal::User, user.0).await?;
    let registered = registered::find(context, read, id).await?;
    let registered = registered.ok_or(Error::NotFound)?;
    let settings = registered.stored.settings();
    if settings.groups_attribute.is_some() {
        require_to_show_groups(principal, settings.groups_sent)?;
    }
    // Identifiers of a session and of messages that do not exist.
    let (nobody, none) = (Uuid::nil(), id::of([0; 16]));
    let name_id = person::name_id(&registered, settings.name_id, &member, nobody);
    let attributes = person::attributes(read, &member, &registered).await?;
    let consumer = registered.provider.consumers.first();
    let now = context.now();
    let xml = Success {
        issuer: &registered.addresses.entity_id(),
        consumer_url: consumer.map_or("", |(_, url)| url.as_str()),
        in_response_to: None,
        audience: &settings.entity_id,
        name_id: name_id.clone(),
        session_index: &nobody.to_string(),
        authenticated_at: now,
        context_class: Authentication::Password.class(),
        attributes: &attributes,
        now,
        expires_at: now.plus(ASSERTION),
        session_expires_at: None,
        sign: settings.sign,
        encrypt: None,
        response_id: &none,
        assertion_id: &none,
    }
    .assertion();
    Ok(AssertionPreview {
        xml,
        name_id: name_id.value,
    })
}
