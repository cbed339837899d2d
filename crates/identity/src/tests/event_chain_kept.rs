//! How the hash chain of events grows: with several servers, with events that change, and over time.

use contract::events::chain::ChainLine;
use contract::events::{EventAction, Outcome};
use contract::organization::UpdateOrganization;
use entity::{event, event_link, organization as organization_row};
use rules::event::EventRetention;
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use tokio_util::sync::CancellationToken;

use super::World;
use super::event_chain::{checkpoints, exported, key, tenant, verify};
use super::world::Tenant;
use crate::actor::{Client, Party};
use crate::events::{Fault, NewEvent, delete_old, keep_chains, record, record_repeated};
use crate::{Error, organization};

super::on_each_database!(
    repeated_failures_are_verified_as_often_as_they_are_told,
    what_only_failures_count_is_noticed_in_other_events,
    servers_that_write_at_once_make_one_chain,
    events_from_before_there_was_a_chain_are_in_it,
    a_checkpoint_is_signed_once_an_hour,
    old_events_are_deleted_and_the_rest_is_verified,
    nothing_younger_than_the_chosen_period_is_deleted,
    events_are_kept_unless_an_owner_chooses_otherwise,
    a_broken_organization_does_not_stop_the_others,
);

async fn repeated_failures_are_verified_as_often_as_they_are_told(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let stop = CancellationToken::new();
    for _ in 0..9 {
        let tx = context.database().begin().await?;
        let failure = NewEvent::new(EventAction::SignInFailed, Party::system())
            .to(tenant.owner.party())
            .failed();
        let client = Client::default();
        record_repeated(context, &tx, tenant.organization, failure, &client).await?;
        tx.commit().await?;
        keep_chains(context, &stop).await?;
    }
    let lines = exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    verify(&key, &lines, Vec::new()).unwrap();
    let failures = event::Entity::find()
        .filter(event::Column::Action.eq(EventAction::SignInFailed))
        .all(context.database().read())
        .await?;
    assert_eq!(failures.len(), 1);
    let links = event_link::Entity::find()
        .filter(event_link::Column::EventId.eq(failures[0].id))
        .order_by_asc(event_link::Column::Position)
        .all(context.database().read())
        .await?;
    let attempts: Vec<i64> = links.iter().map(|link| link.attempts).collect();
    assert_eq!(attempts, [1, 2, 4, 8]);

    let mut fewer = failures[0].detail.clone();
    let before = fewer.0.insert("attempts".to_owned(), "7".to_owned());
    assert_eq!(before.as_deref(), Some("9"));
    event::Entity::update_many()
        .col_expr(event::Column::Detail, Expr::value(fewer))
        .filter(event::Column::Id.eq(failures[0].id))
        .exec(context.database().write())
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventChanged(_))));
    Ok(())
}

async fn what_only_failures_count_is_noticed_in_other_events(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let write = world.context.database().write();
    let first = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .filter(event::Column::Outcome.eq(Outcome::Success))
        .order_by_asc(event::Column::Position)
        .one(write)
        .await?
        .ok_or(Error::NotFound)?;
    let mut detail = first.detail.clone();
    detail.0.insert("last_at".to_owned(), first.at.to_string());
    detail.0.insert("attempts".to_owned(), "4096".to_owned());
    event::Entity::update_many()
        .col_expr(event::Column::Detail, Expr::value(detail))
        .filter(event::Column::Id.eq(first.id))
        .exec(write)
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key(&world, &tenant).await?, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventChanged(_))));
    Ok(())
}

async fn servers_that_write_at_once_make_one_chain(world: World) -> Result<(), Error> {
    const EVENTS: usize = 25;
    let tenant = world.tenant("a").await?;
    let organization = tenant.organization;
    let servers = [(); 4].map(|()| {
        let context = world.context.clone();
        tokio::spawn(async move {
            let stop = CancellationToken::new();
            for _ in 0..EVENTS {
                let tx = context.database().begin().await?;
                let event = NewEvent::new(EventAction::MailTestSent, Party::system());
                record(&context, &tx, organization, event).await?;
                tx.commit().await?;
                keep_chains(&context, &stop).await?;
            }
            Ok::<_, Error>(())
        })
    });
    for server in servers {
        server.await.unwrap()?;
    }
    let lines = exported(&world, &tenant).await?;
    let verified = verify(&key(&world, &tenant).await?, &lines, Vec::new()).unwrap();
    let recorded = event::Entity::find().count(world.context.database().read());
    assert_eq!(verified.links, recorded.await?);
    assert!(verified.links > 4 * EVENTS as u64);
    Ok(())
}

async fn events_from_before_there_was_a_chain_are_in_it(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let write = world.context.database().write();
    let first = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .order_by_asc(event::Column::Id)
        .one(write)
        .await?
        .unwrap();
    event::Entity::update_many()
        .col_expr(event::Column::Position, Expr::value(7_i64))
        .filter(event::Column::Id.eq(first.id))
        .exec(write)
        .await?;
    let lines = exported(&world, &tenant).await?;
    let verified = verify(&key(&world, &tenant).await?, &lines, Vec::new()).unwrap();
    assert_eq!(verified.last_position, 6 + verified.links);
    let ChainLine::Event(chained) = serde_json::from_str(&lines[1]).unwrap() else {
        panic!("{}", lines[1]);
    };
    assert_eq!(
        (chained.position, chained.event.unwrap().id.0),
        (7, first.id)
    );
    Ok(())
}

async fn a_checkpoint_is_signed_once_an_hour(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    let minutes = |minutes: u64| {
        world
            .clock
            .advance(std::time::Duration::from_secs(60 * minutes))
    };
    keep_chains(context, &stop).await?;
    let signed = checkpoints(&world, &tenant).await?.len();
    assert_eq!(signed, 1);
    for (passed, name, expected) in [(5, "kim", 1), (61, "lea", 2), (61, "", 2)] {
        minutes(passed);
        if !name.is_empty() {
            world.user(&tenant, name, Active).await?;
        }
        keep_chains(context, &stop).await?;
        let signed = checkpoints(&world, &tenant).await?.len();
        assert_eq!(signed, expected, "{passed} {name}");
    }
    let lines = exported(&world, &tenant).await?;
    let kept = checkpoints(&world, &tenant).await?;
    verify(&key(&world, &tenant).await?, &lines, kept).unwrap();
    Ok(())
}

/// Sets how long events are kept, and lets time pass.
async fn keep_for(world: &World, tenant: &Tenant, days: u32, passed: u64) -> Result<(), Error> {
    let retention = EventRetention {
        deletes: true,
        days,
    };
    let request = UpdateOrganization {
        event_retention: Some(retention.into()),
        ..UpdateOrganization::default()
    };
    let permitted = tenant.owner.permit()?;
    organization::update(&world.context, &permitted, 1, &request).await?;
    world
        .clock
        .advance(std::time::Duration::from_secs(passed * 24 * 60 * 60));
    Ok(())
}

async fn old_events_are_deleted_and_the_rest_is_verified(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    exported(&world, &tenant).await?;
    keep_for(&world, &tenant, 90, 89).await?;
    for name in ["kim", "lea"] {
        world.user(&tenant, name, Active).await?;
    }
    exported(&world, &tenant).await?;
    let kept = checkpoints(&world, &tenant).await?;
    assert_eq!(delete_old(context, &stop).await?, 0);
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    world.clock.advance(day.saturating_mul(2));
    let before = context.now().minus(day.saturating_mul(90));

    let all = event::Entity::find()
        .count(context.database().read())
        .await?;
    let deleted = delete_old(context, &stop).await?;
    assert!(deleted > 0 && deleted < all);
    let left = event::Entity::find().all(context.database().read()).await?;
    assert_eq!(left.len() as u64, all - deleted);
    assert!(left.iter().all(|event| event.at >= before));
    assert_eq!(delete_old(context, &stop).await?, 0);

    let key = key(&world, &tenant).await?;
    let lines = exported(&world, &tenant).await?;
    let verified = verify(&key, &lines, kept.clone()).unwrap();
    assert!(verified.starts_after.is_some());
    assert!(!verified.kept_too_old.is_empty() && verified.kept_too_old.len() < kept.len());
    // What the server deletes is signed, so nobody else can do the same.
    let without_start = [&lines[..1], &lines[2..]].concat();
    let refused = verify(&key, &without_start, Vec::new());
    assert!(matches!(refused, Err(Fault::LinkBroken(_))));
    let without_first = [&lines[..2], &lines[3..]].concat();
    let refused = verify(&key, &without_first, Vec::new());
    assert!(matches!(refused, Err(Fault::LinkBroken(_))));

    // The chain goes on even if nothing is left.
    world.clock.advance(day.saturating_mul(100));
    delete_old(context, &stop).await?;
    let left = event::Entity::find().count(context.database().read());
    assert_eq!(left.await?, 0);
    let lines = exported(&world, &tenant).await?;
    let after = verify(&key, &lines, Vec::new()).unwrap();
    assert!(after.last_position > verified.last_position);
    Ok(())
}

async fn nothing_younger_than_the_chosen_period_is_deleted(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    exported(&world, &tenant).await?;
    // Longer than the shortest period, which the server applies whatever the database contains.
    keep_for(&world, &tenant, 120, 119).await?;
    assert_eq!(delete_old(context, &stop).await?, 0);
    world.user(&tenant, "kim", Active).await?;
    exported(&world, &tenant).await?;
    world.clock.advance(day.saturating_mul(2));
    let before = context.now().minus(day.saturating_mul(120));
    let events = event::Entity::find();
    let all = events.clone().all(context.database().read()).await?;
    assert!(delete_old(context, &stop).await? > 0);
    let left = events.all(context.database().read()).await?;
    assert!(!left.is_empty() && left.iter().all(|event| event.at >= before));
    let young = all.iter().filter(|event| event.at >= before);
    assert_eq!(left.len(), young.count());
    Ok(())
}

async fn events_are_kept_unless_an_owner_chooses_otherwise(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let stop = CancellationToken::new();
    keep_chains(&world.context, &stop).await?;
    let years = std::time::Duration::from_secs(20 * 365 * 24 * 60 * 60);
    let before = exported(&world, &tenant).await?;
    world.clock.advance(years);
    assert_eq!(delete_old(&world.context, &stop).await?, 0);
    assert!(exported(&world, &tenant).await?.starts_with(&before));
    Ok(())
}

async fn a_broken_organization_does_not_stop_the_others(world: World) -> Result<(), Error> {
    let (a, b) = (tenant(&world).await?, world.tenant("b").await?);
    let (context, stop) = (&world.context, CancellationToken::new());
    keep_chains(context, &stop).await?;
    let write = context.database().write();
    event_link::Entity::update_many()
        .col_expr(event_link::Column::Hash, Expr::value(vec![0_u8]))
        .filter(event_link::Column::OrganizationId.eq(a.organization.0))
        .exec(write)
        .await?;
    for (tenant, name) in [(&a, "kim"), (&b, "lea")] {
        world.user(tenant, name, Active).await?;
    }
    assert!(keep_chains(context, &stop).await.is_err());
    let of_b = event::Entity::find().filter(event::Column::OrganizationId.eq(b.organization.0));
    let unplaced = of_b.clone().filter(event::Column::Position.is_null());
    assert_eq!(unplaced.count(write).await?, 0);

    keep_for(&world, &b, 90, 92).await?;
    assert!(keep_chains(context, &stop).await.is_err());
    organization_row::Entity::update_many()
        .col_expr(
            organization_row::Column::Settings,
            Expr::value("{\"mfaPolicy\":{}}"),
        )
        .filter(organization_row::Column::Id.eq(a.organization.0))
        .exec(write)
        .await?;
    assert!(delete_old(context, &stop).await.is_err());
    assert_eq!(of_b.count(write).await?, 0);
    Ok(())
}
