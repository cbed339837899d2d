//! The first organization.

use std::time::Duration;

use contract::problem::ProblemType;
use contract::set_up::SetUp;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::World;
use super::world::{fields, refused};
use crate::Error;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::set_up::{link_if_empty, set_up};

super::on_each_database!(
    a_refused_form_leaves_the_link_usable_and_the_last_link_counts,
    servers_that_start_together_print_links_that_work,
    of_parallel_set_ups_one_wins,
);

fn request(link: &str, number: usize) -> SetUp {
    SetUp {
        token: link.split('#').nth(1).unwrap_or_default().to_owned(),
        organization_name: format!("Organization {number}"),
        name: "The Owner".to_owned(),
        email: format!("boss{number}@example.com"),
        password: "a long enough password".to_owned(),
        terms_accepted: true,
    }
}

async fn a_refused_form_leaves_the_link_usable_and_the_last_link_counts(
    world: World,
) -> Result<(), Error> {
    let context = &world.context;
    let client = Client::default();
    let older = link_if_empty(context).await?.unwrap_or_default();
    world.clock.advance(Duration::from_secs(60));
    let link = link_if_empty(context).await?.unwrap_or_default();
    assert!(
        link.starts_with("https://id.example.com/admin/set-up#"),
        "{link}"
    );
    let closed = Some(ProblemType::LinkNotUsable);
    assert_eq!(
        refused(set_up(context, &request(&older, 1), &client).await),
        closed
    );
    assert_eq!(
        refused(set_up(context, &request("#made-up", 1), &client).await),
        closed
    );
    let wrong = SetUp {
        organization_name: " ".to_owned(),
        email: "boss".to_owned(),
        password: "short".to_owned(),
        terms_accepted: false,
        ..request(&link, 1)
    };
    let expected = [
        "organizationName:required",
        "email:malformed",
        "termsAccepted:required",
        "password:too_short",
    ];
    assert_eq!(fields(set_up(context, &wrong, &client).await), expected);
    let wrong = SetUp {
        password: "boss1@example.com".to_owned(),
        ..request(&link, 1)
    };
    let refusal = set_up(context, &wrong, &client).await;
    assert_eq!(fields(refusal), ["password:contains_own_name"]);
    set_up(context, &request(&link, 1), &client).await?;
    assert_eq!(link_if_empty(context).await?, None);
    assert_eq!(
        refused(set_up(context, &request(&link, 2), &client).await),
        closed
    );
    let owner = HeldAccount::by_email_key(context, Portal::Admin, "boss1@example.com").await?;
    assert!(owner.is_some_and(|owner| owner.account.password_hash.is_some()));
    assert_eq!(world.mails("organization_set_up").await?, 1);
    Ok(())
}

async fn servers_that_start_together_print_links_that_work(world: World) -> Result<(), Error> {
    let context = &world.context;
    let client = Client::default();
    let (first, second) = tokio::join!(link_if_empty(context), link_if_empty(context));
    let (first, second) = (first?.unwrap_or_default(), second?.unwrap_or_default());
    assert_ne!(first, second);
    set_up(context, &request(&first, 1), &client).await?;
    // One organization is made, whichever link is used.
    let late = set_up(context, &request(&second, 2), &client).await;
    assert_eq!(refused(late), Some(ProblemType::LinkNotUsable));
    Ok(())
}

async fn of_parallel_set_ups_one_wins(world: World) -> Result<(), Error> {
    let late = link_if_empty(&world.context).await?.unwrap_or_default();
    world.clock.advance(Duration::from_secs(24 * 60 * 60));
    let client = Client::default();
    let expired = set_up(&world.context, &request(&late, 0), &client).await;
    assert_eq!(refused(expired), Some(ProblemType::LinkNotUsable));
    let link = link_if_empty(&world.context).await?.unwrap_or_default();
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (context, request) = (world.context.clone(), request(&link, number));
        calls.spawn(async move { set_up(&context, &request, &Client::default()).await });
    }
    let mut won = 0;
    while let Some(done) = calls.join_next().await {
        let done = done.map_err(|error| Error::internal(error.to_string()))?;
        won += usize::from(done.is_ok());
        let refusal = refused(done);
        assert!(matches!(refusal, None | Some(ProblemType::LinkNotUsable)));
    }
    assert_eq!(won, 1);
    let made = entity::organization::Entity::find();
    assert_eq!(made.count(world.context.database().read()).await?, 1);
    Ok(())
}
