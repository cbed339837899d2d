//! The maximum numbers of what an organization can have, which requests that arrive together do not exceed.

use contract::applications::CreateApplication;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::problem::ProblemType;
use contract::radius::{CreateRadiusClient, MOST_RADIUS_CLIENTS};
use contract::webhooks::CreateWebhook;
use entity::application;
use rules::application::MOST_APPLICATIONS;
use rules::directory::MOST_BIND_USERS;
use rules::webhook::MOST_WEBHOOKS;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use tokio::task::JoinSet;

use super::World;
use super::world::refused;
use crate::{Error, applications, ldap_bind_users, radius, webhooks};

super::on_each_database!(
    webhooks_are_counted_one_by_one,
    bind_users_are_counted_one_by_one,
    radius_clients_are_counted_one_by_one,
    applications_are_counted_one_by_one,
);

/// How many requests arrive at the same time.
const AT_ONCE: u64 = 6;

/// Creates the last one of `most` in several requests at the same time, and expects that one of them succeeds.
async fn create_last<F>(most: u64, create: impl Fn(u64) -> F) -> Result<(), Error>
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let mut requests = JoinSet::new();
    for number in most..most + AT_ONCE {
        requests.spawn(create(number));
    }
    let mut created = 0;
    for outcome in requests.join_all().await {
        match outcome {
            Ok(()) => created += 1,
            outcome => assert_eq!(refused(outcome), Some(ProblemType::Conflict)),
        }
    }
    assert_eq!(created, 1);
    Ok(())
}

/// Creates all but the last one of `most`, one after the other, and then the last one.
async fn create_all<F>(most: u64, create: impl Fn(u64) -> F) -> Result<(), Error>
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    for number in 1..most {
        create(number).await?;
    }
    create_last(most, create).await
}

async fn webhooks_are_counted_one_by_one(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let create = |number: u64| {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        async move {
            let new = CreateWebhook {
                name: format!("Receiver {number}"),
                url: "https://hooks.example.com/latchkey".to_owned(),
                ..CreateWebhook::default()
            };
            let created = webhooks::create(&context, &owner.permit()?, &new, None).await;
            created.map(drop)
        }
    };
    create_all(MOST_WEBHOOKS, create).await
}

async fn bind_users_are_counted_one_by_one(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let create = |number: u64| {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        async move {
            let new = CreateLdapBindUser {
                name: format!("wiki-{number}"),
                reads: BindUserScope::Everybody,
                application_id: None,
            };
            let created = ldap_bind_users::create(&context, &owner.permit()?, &new, None).await;
            created.map(drop)
        }
    };
    create_all(MOST_BIND_USERS, create).await
}

async fn radius_clients_are_counted_one_by_one(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let create = |number: u64| {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        async move {
            let new = CreateRadiusClient {
                name: format!("Network {number}"),
                network: format!("10.0.{number}.0/24"),
                everyone: true,
                ..CreateRadiusClient::default()
            };
            let created = radius::create(&context, &owner.permit()?, &new, None).await;
            created.map(drop)
        }
    };
    create_all(MOST_RADIUS_CLIENTS, create).await
}

async fn applications_are_counted_one_by_one(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let create = |number: u64| {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        async move {
            let new = CreateApplication::bookmark(format!("App {number}"), "https://example.com/");
            let created = applications::create(&context, &owner.permit()?, &new, None).await;
            created.map(drop)
        }
    };
    create(1).await?;
    let db = world.context.database().write();
    let first = application::Entity::find().one(db).await?;
    let first = first.ok_or(Error::NotFound)?;
    let copies = (2..MOST_APPLICATIONS).map(|number| {
        let copy = application::Model {
            id: world.context.new_id(),
            name_key: format!("copy {number}"),
            ..first.clone()
        };
        copy.into_active_model().reset_all()
    });
    application::Entity::insert_many(copies)
        .exec_without_returning(db)
        .await?;
    create_last(MOST_APPLICATIONS, create).await
}
