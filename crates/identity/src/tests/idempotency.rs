//! Repeated creates.

use std::time::Duration;

use contract::page::CountQuery;
use contract::problem::ProblemType;
use rules::state::UserState::Staged;

use super::World;
use super::world::{new_user, refused};
use crate::{Error, users};

super::on_each_database!(
    parallel_creates_with_one_key_make_one_user,
    a_key_belongs_to_one_request_of_one_organization_for_a_day,
    a_refused_create_leaves_its_key_free,
);

async fn parallel_creates_with_one_key_make_one_user(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        calls.spawn(async move {
            let request = new_user("twice", Staged);
            users::create(&context, &owner.permit()?, &request, Some("one")).await
        });
    }
    let mut ids = std::collections::HashSet::new();
    while let Some(user) = calls.join_next().await {
        let user = user.map_err(|error| Error::internal(error.to_string()))??;
        ids.insert(user.id);
    }
    assert_eq!(ids.len(), 1);
    assert_eq!(
        users::counts(
            &world.context,
            &tenant.owner.permit()?,
            CountQuery::default()
        )
        .await?
        .total,
        1
    );
    Ok(())
}

async fn a_key_belongs_to_one_request_of_one_organization_for_a_day(
    world: World,
) -> Result<(), Error> {
    let (a, b) = (world.tenant("a").await?, world.tenant("b").await?);
    let create = async |tenant: &super::world::Tenant, name: &str, key: &'static str| {
        let request = new_user(name, Staged);
        users::create(&world.context, &tenant.owner.permit()?, &request, Some(key)).await
    };
    let first = create(&a, "ann", "key").await?;
    assert_eq!(create(&a, "ann", "key").await?.id, first.id);
    let conflict = Some(ProblemType::IdempotencyConflict);
    assert_eq!(refused(create(&a, "ben", "key").await), conflict);
    assert_ne!(create(&b, "ben", "key").await?.id, first.id);
    let malformed = Some(ProblemType::MalformedRequest);
    for key in ["", "a b", "é", "a\n"] {
        assert_eq!(refused(create(&a, "cy", key).await), malformed, "{key:?}");
    }
    world.clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    assert_ne!(create(&a, "dee", "key").await?.id, first.id);
    Ok(())
}

async fn a_refused_create_leaves_its_key_free(world: World) -> Result<(), Error> {
    let a = world.tenant("a").await?;
    let first = world.user(&a, "ann", Staged).await?;
    let request = new_user("ann", Staged);
    let again = users::create(&world.context, &a.owner.permit()?, &request, Some("key")).await;
    assert_eq!(refused(again), Some(ProblemType::Taken));
    users::delete(&world.context, &a.owner.permit()?, first.id).await?;
    let again = users::create(&world.context, &a.owner.permit()?, &request, Some("key")).await?;
    assert_ne!(again.id, first.id);
    Ok(())
}
