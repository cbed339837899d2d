use contract::administrators::{Administrator, InviteAdministrator};
use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::account;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::ConnectionTrait;

use super::guard::{begin, may_grant};
use super::read::read;
use super::write::{NewAdministrator, insert};
use crate::accounts::{party, role};
use crate::actor::AdminPrincipal;
use crate::events::{Act, record};
use crate::fields::{Fields, NAME};
use crate::idempotency::{Create, claim};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, outbox};

/// Invites an administrator by mail; the link works for 7 days. With an `idempotency_key`
/// (kept for a day) a second call gets the administrator of the first.
///
/// # Errors
/// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
pub async fn invite(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    request: &InviteAdministrator,
    idempotency_key: Option<&str>,
) -> Result<Administrator, Error> {
    may_grant(principal, request.role)?;
    let organization = principal.organization();
    let mut fields = Fields::default();
    let email = fields.email("email", &request.email);
    let name = fields.line("name", &request.name, NAME);
    let (email, name) = fields.finish_with(email.zip(name))?;
    let new = NewAdministrator {
        id: context.new_id(),
        organization: organization.0,
        email,
        name,
        role: request.role,
    };

    let tx = begin(context, principal).await?;
    let once = Create {
        organization,
        operation: "administrator",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, new.id).await? {
        return read(context, &tx, organization, AdministratorId(first)).await;
    }
    let account = insert(context, &tx, &new).await?;
    mail_invitation(context, &tx, principal, &account).await?;
    let act = Act::new(EventAction::AdministratorInvited, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("role", new.role.as_str());
    record(context, &tx, organization, act).await?;
    let administrator = read(context, &tx, organization, AdministratorId(account.id)).await?;
    tx.commit().await?;
    Ok(administrator)
}

/// Mails a new invitation; the older ones are void.
pub(super) async fn mail_invitation(
    context: &Context,
    tx: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    account: &account::Model,
) -> Result<(), Error> {
    let purpose = LinkPurpose::AdministratorInvitation;
    let message = Message::AdministratorInvitation {
        link: accounts::issue_link(context, tx, account, purpose).await?,
        inviter: principal.party().name,
        role: role(account)?.label().to_lowercase(),
    };
    outbox::enqueue(context, tx, account, &message).await?;
    Ok(())
}
