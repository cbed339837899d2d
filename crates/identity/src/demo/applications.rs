use contract::applications::CreateApplication;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::application;
use rules::access::WantedFactor;
use rules::application::{IconColor, OpenTo};
use sea_orm::DatabaseTransaction;

use super::groups::Groups;
use crate::actor::Party;
use crate::applications::{NewApplication, insert, insert_group, party};
use crate::events::{NewEvent, record};
use crate::{Context, Error};

/// An application of the demo organization. Its address is reserved for examples, so it opens a page
/// that does not exist.
struct DemoApplication {
    name: &'static str,
    description: &'static str,
    color: IconColor,
    category: &'static str,
    launch_url: &'static str,
    factor: WantedFactor,
    fresh_minutes: Option<u32>,
    /// The names of the groups that it is assigned to. Without groups, it is open to everyone.
    groups: &'static [&'static str],
}

const APPLICATIONS: [DemoApplication; 6] = [
    DemoApplication {
        name: "Wiki",
        description: "How we work, and where things are",
        color: IconColor::Teal,
        category: "Everyone",
        launch_url: "https://wiki.example.com/",
        factor: WantedFactor::None,
        fresh_minutes: None,
        groups: &[],
    },
    DemoApplication {
        name: "Code",
        description: "Repositories, reviews and builds",
        color: IconColor::Orange,
        category: "Engineering",
        launch_url: "https://code.example.com/",
        factor: WantedFactor::None,
        fresh_minutes: None,
        groups: &["Engineering"],
    },
    DemoApplication {
        name: "Production console",
        description: "Deployments and live systems. Asks for MFA every 15 minutes",
        color: IconColor::Red,
        category: "Engineering",
        launch_url: "https://console.example.com/",
        factor: WantedFactor::Any,
        fresh_minutes: Some(15),
        groups: &["Engineering"],
    },
    DemoApplication {
        name: "Customers",
        description: "Accounts, contacts and deals",
        color: IconColor::Blue,
        category: "Customers",
        launch_url: "https://customers.example.com/",
        factor: WantedFactor::None,
        fresh_minutes: None,
        groups: &["Sales", "Customer support"],
    },
    DemoApplication {
        name: "Tickets",
        description: "Questions from customers, and our answers",
        color: IconColor::Green,
        category: "Customers",
        launch_url: "https://tickets.example.com/",
        factor: WantedFactor::None,
        fresh_minutes: None,
        groups: &["Customer support"],
    },
    DemoApplication {
        name: "Payroll",
        description: "Salaries and expenses",
        color: IconColor::Purple,
        category: "Finance",
        launch_url: "https://payroll.example.com/",
        factor: WantedFactor::None,
        fresh_minutes: None,
        groups: &["Finance and legal"],
    },
];

/// Inserts the applications of the demo organization, and assigns them to its groups.
pub(super) async fn insert_all(
    context: &Context,
    tx: &DatabaseTransaction,
    (organization, owner): (OrganizationId, &Party),
    groups: &Groups,
) -> Result<(), Error> {
    for demo in APPLICATIONS {
        let request = CreateApplication {
            description: Some(demo.description.to_owned()),
            color: Some(demo.color),
            category: Some(demo.category.to_owned()),
            open_to: demo.groups.is_empty().then_some(OpenTo::Everyone),
            factor: Some(demo.factor),
            fresh_minutes: demo.fresh_minutes,
            ..CreateApplication::bookmark(demo.name, demo.launch_url)
        };
        insert_one(
            context,
            tx,
            (organization, owner),
            &request,
            groups,
            demo.groups,
        )
        .await?;
    }
    Ok(())
}

/// Inserts an application, and assigns it to the groups with these names.
pub(super) async fn insert_one(
    context: &Context,
    tx: &DatabaseTransaction,
    (organization, owner): (OrganizationId, &Party),
    request: &CreateApplication,
    groups: &Groups,
    assigned: &[&str],
) -> Result<application::Model, Error> {
    let new = NewApplication::of(context.new_id(), request)?;
    let row = insert(context, tx, organization, new).await?;
    let event = NewEvent::new(EventAction::ApplicationCreated, owner.clone());
    record(context, tx, organization, event.to(party(&row))).await?;
    for name in assigned {
        let group = groups.named(name);
        let group = group.ok_or_else(|| Error::internal("a demo group"))?;
        insert_group(context, tx, &row, group).await?;
    }
    Ok(row)
}
