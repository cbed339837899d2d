use contract::ldap_bind_users::{BindUserScope, LdapBindUser};
use mail::Message;
use sea_orm::ConnectionTrait;

use crate::accounts::find_organization;
use crate::actor::AdminPrincipal;
use crate::outbox::enqueue_to_owners;
use crate::{Context, Error};

/// Emails all owners that somebody created a bind user. It reads names and addresses until it is revoked,
/// also after the administrator who created it was removed.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(super) async fn tell_owners(
    context: &Context,
    tx: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    bind_user: &LdapBindUser,
) -> Result<(), Error> {
    let organization = find_organization(tx, principal.organization()).await?;
    let reads = match bind_user.reads {
        BindUserScope::Everybody => "All users and groups".to_owned(),
        BindUserScope::Application => {
            let application = bind_user.application_name.as_deref().unwrap_or_default();
            format!("Users and groups of {application}")
        }
    };
    let message = Message::LdapBindUserCreated {
        name: bind_user.name.clone(),
        reads,
        by: principal.done_by(context.now()),
    };
    enqueue_to_owners(context, tx, &organization, &message).await
}
