use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::user_group;
use sea_orm::ConnectionTrait;

use super::history::{Past, write};
use super::people::Person;
use super::state::DAY;
use crate::accounts::HeldAccount;
use crate::actor::Party;
use crate::groups::{NewGroup, insert, insert_member, party};
use crate::{Context, Error};

/// A group of the demo organization.
struct DemoGroup {
    name: &'static str,
    description: Option<&'static str>,
    /// Days since it was created.
    days: u32,
    /// Whether a person is in it.
    has: fn(&Person) -> bool,
}

const GROUPS: [DemoGroup; 5] = [
    DemoGroup {
        name: "Engineering",
        description: Some("Builds and runs the product"),
        days: 400,
        has: |person| person.department == "Engineering",
    },
    DemoGroup {
        name: "Sales",
        description: Some("Account executives, sales managers and solutions architects"),
        days: 400,
        has: |person| person.department == "Sales",
    },
    DemoGroup {
        name: "Customer support",
        description: Some("Answers customers, and may read their tickets"),
        days: 320,
        has: |person| person.department == "Support",
    },
    DemoGroup {
        name: "Finance and legal",
        description: Some("Accounting, payroll and contracts"),
        days: 280,
        has: |person| matches!(person.department, "Finance" | "Legal"),
    },
    DemoGroup {
        name: "London office",
        description: None,
        days: 90,
        has: |person| person.location == "London",
    },
];

/// The groups of the demo organization, to which its people are added one by one.
pub(super) struct Groups(Vec<(DemoGroup, user_group::Model)>);

impl Groups {
    /// Inserts the groups, with the events that record it.
    pub async fn insert(
        context: &Context,
        tx: &impl ConnectionTrait,
        organization: OrganizationId,
        owner: &Party,
    ) -> Result<Self, Error> {
        let mut groups = Vec::new();
        for group in GROUPS {
            let created_at = context.now().minus(DAY.saturating_mul(group.days));
            let new = NewGroup {
                id: context.new_id(),
                organization: organization.0,
                name: group.name.to_owned(),
                description: group.description.map(str::to_owned),
                created_at,
            };
            let row = insert(tx, new).await?;
            let target = party(&row);
            let created = Past {
                at: created_at,
                action: EventAction::GroupCreated,
                actor: owner,
                target: Some(&target),
                client: None,
                failed: false,
            };
            write(tx, organization, &[created]).await?;
            groups.push((group, row));
        }
        Ok(Self(groups))
    }

    /// The group with this name.
    pub fn named(&self, name: &str) -> Option<&user_group::Model> {
        let mut groups = self.0.iter();
        let found = groups.find(|(group, _)| group.name == name);
        found.map(|(_, row)| row)
    }

    /// Adds a person to their groups.
    pub async fn add(&self, held: &HeldAccount<'_>, person: &Person) -> Result<(), Error> {
        for (group, row) in &self.0 {
            if (group.has)(person) {
                insert_member(held, row).await?;
            }
        }
        Ok(())
    }
}
