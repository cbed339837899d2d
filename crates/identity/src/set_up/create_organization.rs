use contract::events::{EventAction, PartyKind};
use contract::ids::{AdministratorId, OrganizationId};
use contract::sign_in::PasswordRequirements;
use entity::account;
use mail::Message;
use rules::email::EmailAddress;
use rules::passwords::PasswordPolicy;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::invite_owner::{insert_organization, owner};
use crate::accounts::HeldAccount;
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::administrators::insert;
use crate::crypto::{Asker, Lane};
use crate::events::NewEvent;
use crate::fields::{Fields, NAME};
use crate::passwords::{self, NewPassword};
use crate::{Context, Error};

/// The input for a new organization.
#[derive(Clone, Copy)]
pub struct NewOrganization<'a> {
    /// Its name.
    pub name: &'a str,
    /// The owner's name.
    pub owner_name: &'a str,
    /// The owner's email address.
    pub owner_email: &'a str,
    /// The owner's password.
    pub owner_password: &'a str,
}

/// A new organization and its owner.
#[derive(Clone, Copy, Debug)]
pub struct Created {
    /// The organization.
    pub organization: OrganizationId,
    /// Its owner.
    pub owner: AdministratorId,
}

/// A validated new organization, with the owner's password hashed.
pub(crate) struct Checked {
    name: String,
    owner_name: String,
    owner_email: EmailAddress,
    owner_password: NewPassword,
}

impl Checked {
    /// The owner's password, hashed.
    pub const fn owner_password(&self) -> &NewPassword {
        &self.owner_password
    }

    /// Validates the input of `asker`. `terms_accepted` is whether the owner accepted the terms, if
    /// they were asked.
    ///
    /// # Errors
    /// `invalid-fields` with the field names of `SetUp`; `busy`.
    pub async fn of(
        context: &Context,
        new: &NewOrganization<'_>,
        terms_accepted: Option<bool>,
        asker: Asker,
    ) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let name = fields.line("organizationName", new.name, NAME);
        let owner_name = fields.line("name", new.owner_name, NAME);
        let email = fields.email("email", new.owner_email);
        if terms_accepted == Some(false) {
            let message = "Accept the terms of service to continue";
            fields.refuse("termsAccepted", "required", message);
        }
        let requirements = PasswordRequirements {
            policy: PasswordPolicy::default(),
            email: new.owner_email.trim().to_owned(),
            username: String::new(),
        };
        let read = name.zip(owner_name).zip(email);
        if read.is_none() || terms_accepted == Some(false) {
            // Report the password's errors together with those of the other fields.
            let checked = passwords::check_policy(&requirements, new.owner_password, "password");
            fields.refuse_all(checked.err().unwrap_or_default());
        }
        let ((name, owner_name), owner_email) = fields.finish_with(read)?;
        let password = new.owner_password;
        let mut place = context.hasher().place(asker)?;
        Ok(Self {
            name,
            owner_name,
            owner_email,
            owner_password: passwords::prepare(&mut place, &requirements, password, "password")
                .await?,
        })
    }
}

/// Creates an organization and its owner, who can sign in immediately. For server operators only;
/// people use [`set_up`](super::set_up).
///
/// # Errors
/// `invalid-fields`, `taken` with `email`, `busy`.
pub async fn create_organization(
    context: &Context,
    new: &NewOrganization<'_>,
    client: Option<&Client>,
) -> Result<Created, Error> {
    let asker = client.map(|client| client.asker(Lane::Known));
    let checked = Checked::of(context, new, None, asker.unwrap_or_default()).await?;
    let tx = context.database().begin().await?;
    let owner = write(context, tx, &checked, client).await?;
    let created = Created {
        organization: owner.organization_id(),
        owner: AdministratorId(owner.account.id),
    };
    owner.commit().await?;
    Ok(created)
}

/// Writes the rows, the event and the email to the owner. Returns the owner, held.
pub(crate) async fn write<'a>(
    context: &'a Context,
    tx: DatabaseTransaction,
    new: &Checked,
    client: Option<&Client>,
) -> Result<HeldAccount<'a>, Error> {
    let now = context.now();
    let organization = insert_organization(context, &tx, &new.name).await?;
    let (email, name) = (new.owner_email.clone(), new.owner_name.clone());
    let owner = owner(context, organization, email, name);
    insert(context, &tx, &owner).await?;
    let held = HeldAccount::within(context, tx, organization, Portal::Admin, owner.id).await?;
    passwords::write(&held, &new.owner_password, None).await?;
    account::Entity::update_many()
        .col_expr(account::Column::TermsAcceptedAt, Expr::value(now))
        .filter(account::Column::Id.eq(owner.id))
        .exec(held.tx())
        .await?;
    let made = Party {
        kind: PartyKind::Organization,
        id: Some(organization.0),
        name: new.name.clone(),
        email: None,
    };
    let mut event = NewEvent::new(EventAction::OrganizationCreated, held.owner()).to(made);
    if let Some(client) = client {
        event = event.from(client);
    }
    held.record(event).await?;
    held.enqueue(&Message::OrganizationSetUp).await?;
    Ok(held)
}
