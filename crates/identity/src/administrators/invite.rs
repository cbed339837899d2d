use contract::administrators::{Administrator, InviteAdministrator};
use contract::events::EventAction;
use contract::ids::AdministratorId;
use mail::Message;
use rules::links::LinkPurpose;

use super::guard::{begin, may_grant};
use super::load::load_administrator;
use super::write::{NewAdministrator, insert};
use crate::accounts::{HeldAccount, role};
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::fields::{Fields, NAME};
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Invites an administrator by email. The link works for 7 days. A repeated call with the same
/// `idempotency_key` (kept for a day) returns the administrator that the first call created.
///
/// # Errors
/// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
pub async fn invite(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    request: &InviteAdministrator,
    idempotency_key: Option<&str>,
) -> Result<Once<Administrator>, Error> {
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
        by: principal,
        operation: "administrator",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, new.id).await? {
        let id = AdministratorId(first);
        let first = load_administrator(context, &tx, organization, id).await?;
        return Ok(Once::replay(first));
    }
    insert(context, &tx, &new).await?;
    let held = HeldAccount::within(context, tx, organization, Portal::Admin, new.id).await?;
    email_invitation(principal, &held).await?;
    let event = principal.event(EventAction::AdministratorInvited);
    held.record(event.with("role", new.role.as_str())).await?;
    held.enqueue_to_owners(&Message::AdministratorAdded {
        name: new.name,
        email: held.account.email.clone(),
        role: new.role.label().to_owned(),
        by: principal.done_by(context.now()),
    })
    .await?;
    held.commit_and_read().await.map(Once::done)
}

/// Emails a new invitation and voids older ones.
pub(super) async fn email_invitation(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    let message = Message::AdministratorInvitation {
        link: held
            .issue_link(LinkPurpose::AdministratorInvitation)
            .await?,
        inviter: principal.party().name,
        role: role(&held.account)?.label().to_lowercase(),
    };
    held.enqueue(&message).await?;
    Ok(())
}
