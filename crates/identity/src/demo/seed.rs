use contract::ids::OrganizationId;
use contract::sign_in::PasswordRequirements;
use contract::users::{Address, Profile};
use entity::organization;
use mail::Message;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use rules::passwords::PasswordPolicy;
use rules::role::Role;
use rules::state::UserState;
use rules::username::Username;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::applications;
use super::groups::Groups;
use super::people::{DemoState, PEOPLE, Person};
use super::sample::{SampleClient, insert_sample};
use super::state::{Demo, bring_to_state};
use crate::accounts::HeldAccount;
use crate::actor::Party;
use crate::addresses::Portal;
use crate::administrators::{self, NewAdministrator};
use crate::crypto::Asker;
use crate::set_up::{Checked, NewOrganization, is_empty, write};
use crate::user_attributes::AttributeEdits;
use crate::users::{self, NewUser};
use crate::{Context, Error, passwords};

const OWNER_EMAIL: &str = "owner@example.com";
const OWNER_PASSWORD: &str = "long live the latchkey";
const USER_EMAIL: &str = "ada@example.com";
const USER_PASSWORD: &str = "analytical engine 1843";

/// The administrators other than the owner. They have the owner's password. The last one has an
/// invitation and has not accepted it.
const ADMINISTRATORS: [(&str, &str, Role); 4] = [
    ("manager@example.com", "Mona Manager", Role::Manager),
    ("helpdesk@example.com", "Henry Help Desk", Role::HelpDesk),
    ("auditor@example.com", "Rita Read Only", Role::ReadOnly),
    ("invited@example.com", "Ines Invited", Role::HelpDesk),
];

/// How to sign in to the demo organization.
#[derive(Clone, Copy, Debug)]
pub struct Seeded {
    /// The address for the Admin Portal.
    pub owner_email: &'static str,
    /// Its password, also that of the other administrators.
    pub owner_password: &'static str,
    /// The address for the User Portal.
    pub user_email: &'static str,
    /// Its password, also that of every other demo user with a password.
    pub user_password: &'static str,
}

/// The demo organization's credentials, unless somebody has changed them since.
pub const CREDENTIALS: Seeded = Seeded {
    owner_email: OWNER_EMAIL,
    owner_password: OWNER_PASSWORD,
    user_email: USER_EMAIL,
    user_password: USER_PASSWORD,
};

/// Creates the demo organization, `Example Ltd`, if there is no organization. Returns the credentials of
/// its sample application.
///
/// # Errors
/// When the database fails.
pub async fn seed(context: &Context) -> Result<Option<SampleClient>, Error> {
    if !is_empty(context.database().read()).await? {
        return Ok(None);
    }
    let new = NewOrganization {
        name: "Example Ltd",
        owner_name: "Olivia Owner",
        owner_email: OWNER_EMAIL,
        owner_password: OWNER_PASSWORD,
    };
    let checked = Checked::of(context, &new, None, Asker::default()).await?;
    let requirements = PasswordRequirements {
        policy: PasswordPolicy::default(),
        email: USER_EMAIL.to_owned(),
        username: "ada".to_owned(),
    };
    let mut place = context.hasher().place(Asker::default())?;
    let password = passwords::prepare(&mut place, &requirements, USER_PASSWORD, "password").await?;

    let tx = context.database().begin().await?;
    if !is_empty(&tx).await? {
        return Ok(None);
    }
    let held = write(context, tx, &checked, None).await?;
    let (organization, owner) = (held.organization_id(), held.owner());
    organization::Entity::update_many()
        .col_expr(
            organization::Column::ContactEmail,
            Expr::value("help@example.com"),
        )
        .filter(organization::Column::Id.eq(organization.0))
        .exec(held.tx())
        .await?;
    let mut tx = held.into_tx();
    for (email, name, role) in ADMINISTRATORS {
        let new = administrator(context, organization, email, name, role)?;
        administrators::insert(context, &tx, &new).await?;
        let held = HeldAccount::within(context, tx, organization, Portal::Admin, new.id).await?;
        if email == "invited@example.com" {
            invite(&held, &owner).await?;
        } else {
            passwords::write(&held, checked.owner_password(), None).await?;
        }
        tx = held.into_tx();
    }
    let demo = Demo {
        owner: &owner,
        password: &password,
    };
    let groups = Groups::insert(context, &tx, organization, &owner).await?;
    applications::insert_all(context, &tx, (organization, &owner), &groups).await?;
    let sample = insert_sample(context, &tx, (organization, &owner), &groups).await?;
    for (number, person) in (1001..).zip(&PEOPLE) {
        let new = user(context, organization, person, number)?;
        users::insert(context, &tx, &new).await?;
        let held = HeldAccount::within(context, tx, organization, Portal::User, new.id).await?;
        bring_to_state(&held, &demo, person).await?;
        groups.add(&held, person).await?;
        tx = held.into_tx();
    }
    tx.commit().await?;
    Ok(Some(sample))
}

fn administrator(
    context: &Context,
    organization: OrganizationId,
    email: &str,
    name: &str,
    role: Role,
) -> Result<NewAdministrator, Error> {
    Ok(NewAdministrator {
        id: context.new_id(),
        organization: organization.0,
        email: EmailAddress::parse(email).map_err(|_| Error::internal("a demo address"))?,
        name: name.to_owned(),
        role,
    })
}

async fn invite(held: &HeldAccount<'_>, owner: &Party) -> Result<(), Error> {
    let message = Message::AdministratorInvitation {
        link: held
            .issue_link(LinkPurpose::AdministratorInvitation)
            .await?,
        inviter: owner.name.clone(),
        role: Role::HelpDesk.label().to_lowercase(),
    };
    held.enqueue(&message).await?;
    Ok(())
}

fn user(
    context: &Context,
    organization: OrganizationId,
    person: &Person,
    number: u32,
) -> Result<NewUser, Error> {
    let email = format!("{}@example.com", person.username);
    let given = |text: &str| Some(text.to_owned());
    Ok(NewUser {
        id: context.new_id(),
        organization: organization.0,
        email: EmailAddress::parse(&email).map_err(|_| Error::internal("a demo address"))?,
        username: Username::parse(person.username)
            .map_err(|_| Error::internal("a demo username"))?,
        attributes: AttributeEdits::default(),
        profile: Profile {
            first_name: given(person.first_name),
            last_name: given(person.last_name),
            job_title: given(person.job_title),
            department: given(person.department),
            location: given(person.location),
            company: given("Example Ltd"),
            cost_center: given(&format!("CC-{}", 100 + person.department.len() * 10)),
            employee_number: given(&format!("E-{number}")),
            employee_type: given(if number.is_multiple_of(9) {
                "Contractor"
            } else {
                "Full time"
            }),
            manager: given("Daniel Weber"),
            language: given("en"),
            // From the range of numbers reserved for fiction.
            work_phone: given(&format!("+44 20 7946 0{:03}", number % 1000)),
            work_address: Some(Address {
                street: "1 Example Street".to_owned(),
                locality: person.location.to_owned(),
                ..Address::default()
            }),
            ..Profile::default()
        },
        state: match person.state {
            DemoState::Staged => UserState::Staged,
            DemoState::Suspended => UserState::Suspended,
            _ => UserState::Active,
        },
    })
}
