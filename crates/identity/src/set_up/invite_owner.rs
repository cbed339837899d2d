use contract::events::{EventAction, PartyKind};
use contract::ids::OrganizationId;
use entity::{Document, Version, organization};
use mail::Message;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use rules::role::Role;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::accounts::HeldAccount;
use crate::actor::Party;
use crate::addresses::Portal;
use crate::administrators::{NewAdministrator, insert};
use crate::events::NewEvent;
use crate::fields::{Fields, NAME};
use crate::{Context, Error};

/// Who invites the owner, as the email says it.
const INVITER: &str = "The operator of this server";

/// How the owner of a new organization gets the invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// By email.
    Email,
    /// From the operator, who gets the link. It is a secret.
    Link,
}

/// The input for a new organization whose owner is invited.
#[derive(Clone, Copy, Debug)]
pub struct InvitedOwner<'a> {
    /// The name of the organization.
    pub organization: &'a str,
    /// The owner's name.
    pub name: &'a str,
    /// The owner's email address.
    pub email: &'a str,
    /// How the owner gets the invitation.
    pub invitation: Invitation,
}

/// Creates an organization for the operator of the server, and invites its owner, who then chooses a
/// password. Returns the link, unless it is emailed. It works once, for 7 days.
///
/// # Errors
/// `invalid-fields`, `taken` with `email`.
pub async fn create_with_invited_owner(
    context: &Context,
    new: &InvitedOwner<'_>,
) -> Result<(OrganizationId, Option<String>), Error> {
    let mut fields = Fields::default();
    let name = fields.line("organizationName", new.organization, NAME);
    let owner_name = fields.line("name", new.name, NAME);
    let email = fields.email("email", new.email);
    let read = name.zip(owner_name).zip(email);
    let ((name, owner_name), email) = fields.finish_with(read)?;
    let tx = context.database().begin().await?;
    let organization = insert_organization(context, &tx, &name).await?;
    let owner = owner(context, organization, email, owner_name);
    insert(context, &tx, &owner).await?;
    let held = HeldAccount::within(context, tx, organization, Portal::Admin, owner.id).await?;
    let target = Party {
        kind: PartyKind::Organization,
        id: Some(organization.0),
        name,
        email: None,
    };
    let event = NewEvent::new(EventAction::OrganizationCreated, Party::system()).to(target);
    held.record(event).await?;
    let link = held
        .issue_link(LinkPurpose::AdministratorInvitation)
        .await?;
    let printed = match new.invitation {
        Invitation::Link => Some(link.address.as_str().to_owned()),
        Invitation::Email => {
            let message = Message::AdministratorInvitation {
                link,
                inviter: INVITER.to_owned(),
                role: Role::Owner.label().to_lowercase(),
            };
            held.enqueue(&message).await?;
            None
        }
    };
    held.commit().await?;
    Ok((organization, printed))
}

/// Inserts an organization without accounts.
pub(super) async fn insert_organization(
    context: &Context,
    tx: &impl ConnectionTrait,
    name: &str,
) -> Result<OrganizationId, Error> {
    let id = context.new_id();
    let row = organization::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        contact_email: Set(None),
        settings: Set(Document::default()),
        comply_since: Set(None),
        comply_by: Set(None),
        created_at: Set(context.now()),
        logo_id: Set(None),
        version: Set(Version::FIRST),
        suspended_at: Set(None),
        delete_at: Set(None),
        terms_version: Set(0),
        terms_required: Set(false),
    };
    organization::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(OrganizationId(id))
}

/// A new owner.
pub(super) fn owner(
    context: &Context,
    organization: OrganizationId,
    email: EmailAddress,
    name: String,
) -> NewAdministrator {
    NewAdministrator {
        id: context.new_id(),
        organization: organization.0,
        email,
        name,
        role: Role::Owner,
    }
}
