//! The hash chain of events: what is changed, added or removed in an exported file or in the database is
//! noticed.

use contract::events::chain::{ChainLine, EventCheckpoint};
use contract::page::ListQuery;
use entity::{event, event_checkpoint, event_link};
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::World;
use super::world::Tenant;
use crate::Error;
use crate::events::{Fault, Verified, Verifier, export_chain, list_checkpoints};

super::on_each_database!(
    each_event_is_in_the_file_once_and_verified,
    a_changed_character_is_noticed,
    a_removed_or_moved_line_is_noticed,
    a_changed_event_in_the_database_is_noticed,
    a_removed_event_in_the_database_is_noticed,
    events_that_change_places_in_the_database_are_noticed,
    a_kept_checkpoint_shows_that_the_end_was_removed,
);

/// The lines of the file.
pub(super) async fn exported(world: &World, tenant: &Tenant) -> Result<Vec<String>, Error> {
    let mut export = export_chain(&world.context, &tenant.owner.permit()?).await?;
    let mut file = Vec::new();
    while let Some(part) = export.next().await? {
        file.extend(part);
    }
    let file = String::from_utf8(file).unwrap();
    Ok(file.lines().map(str::to_owned).collect())
}

/// A tenant with some events.
pub(super) async fn tenant(world: &World) -> Result<Tenant, Error> {
    let tenant = world.tenant("a").await?;
    for name in ["ann", "ben", "eve"] {
        world.user(&tenant, name, Active).await?;
    }
    Ok(tenant)
}

pub(super) async fn checkpoints(
    world: &World,
    tenant: &Tenant,
) -> Result<Vec<EventCheckpoint>, Error> {
    let query = ListQuery::default();
    let page = list_checkpoints(&world.context, &tenant.owner.permit()?, &query).await?;
    Ok(page.items)
}

pub(super) async fn key(world: &World, tenant: &Tenant) -> Result<String, Error> {
    let checkpoints = checkpoints(world, tenant).await?;
    Ok(checkpoints[0].public_key.clone())
}

pub(super) fn verify<T: AsRef<str>>(
    key: &str,
    lines: &[T],
    kept: Vec<EventCheckpoint>,
) -> Result<Verified, Fault> {
    let mut verifier = Verifier::new(key, kept)?;
    for line in lines {
        verifier.line(line.as_ref())?;
    }
    verifier.finish()
}

async fn each_event_is_in_the_file_once_and_verified(world: World) -> Result<(), Error> {
    let a = tenant(&world).await?;
    let b = world.tenant("b").await?;
    for tenant in [&a, &b] {
        let lines = exported(&world, tenant).await?;
        let verified = verify(&key(&world, tenant).await?, &lines, Vec::new()).unwrap();
        assert_eq!(verified.organization, tenant.organization);
        let recorded = event::Entity::find()
            .filter(event::Column::OrganizationId.eq(tenant.organization.0))
            .order_by_asc(event::Column::Position)
            .all(world.context.database().read())
            .await?;
        assert_eq!(verified.links, recorded.len() as u64);
        let ids = lines.iter().filter_map(|line| {
            match serde_json::from_str::<ChainLine>(line).unwrap() {
                ChainLine::Event(chained) => Some(chained.event.unwrap().id.0),
                _ => None,
            }
        });
        let recorded = recorded.iter().map(|event| event.id);
        assert_eq!(ids.collect::<Vec<_>>(), recorded.collect::<Vec<_>>());
    }

    // Another server has another key.
    let other = World::new(super::Backend::Sqlite).await?;
    let there = tenant(&other).await?;
    exported(&other, &there).await?;
    let other = key(&other, &there).await?;
    let lines = exported(&world, &a).await?;
    let mut with_more = lines.clone();
    with_more[1] = lines[1].replacen("\"event\":{\"id\"", "\"event\":{\"note\":\"x\",\"id\"", 1);
    assert_ne!(with_more, lines);
    let mine = key(&world, &a).await?;
    let refused = verify(&mine, &with_more, Vec::new());
    assert!(matches!(refused, Err(Fault::Rewritten)));
    let refused = verify(&other, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::Signature(_))));
    assert!(matches!(
        verify("c2hvcnQ", &lines, Vec::new()),
        Err(Fault::Key)
    ));
    Ok(())
}

/// The next digit or letter.
fn next(byte: u8) -> u8 {
    match byte {
        b'9' => b'0',
        b'z' => b'a',
        b'Z' => b'A',
        _ => byte + 1,
    }
}

async fn a_changed_character_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let lines = exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    verify(&key, &lines, Vec::new()).unwrap();
    for number in 0..lines.len() {
        let line = lines[number].as_bytes();
        let characters = (0..line.len()).filter(|at| line[*at].is_ascii_alphanumeric());
        for at in characters.step_by(5) {
            let mut changed = line.to_vec();
            changed[at] = next(changed[at]);
            let mut file = lines.clone();
            file[number] = String::from_utf8(changed).unwrap();
            let refused = verify(&key, &file, Vec::new());
            assert!(refused.is_err(), "{}", file[number]);
        }
    }
    Ok(())
}

async fn a_removed_or_moved_line_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let lines = exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    for number in 0..lines.len() {
        let mut removed = lines.clone();
        removed.remove(number);
        assert!(verify(&key, &removed, Vec::new()).is_err(), "{number}");
        let mut twice = lines.clone();
        twice.insert(number, lines[number].clone());
        let is_checkpoint = number + 1 == lines.len();
        assert_eq!(verify(&key, &twice, Vec::new()).is_ok(), is_checkpoint);
        assert!(verify(&key, &lines[..number], Vec::new()).is_err());
        if number > 0 {
            let mut swapped = lines.clone();
            swapped.swap(number - 1, number);
            assert!(verify(&key, &swapped, Vec::new()).is_err(), "{number}");
        }
    }
    Ok(())
}

/// The third event in the chain.
async fn third(world: &World, tenant: &Tenant) -> Result<event_link::Model, Error> {
    let links = event_link::Entity::find()
        .filter(event_link::Column::OrganizationId.eq(tenant.organization.0))
        .order_by_asc(event_link::Column::Position)
        .all(world.context.database().read())
        .await?;
    Ok(links[2].clone())
}

async fn a_changed_event_in_the_database_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let link = third(&world, &tenant).await?;
    event::Entity::update_many()
        .col_expr(event::Column::ActorName, Expr::value("Somebody else"))
        .filter(event::Column::Id.eq(link.event_id))
        .exec(world.context.database().write())
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key(&world, &tenant).await?, &lines, Vec::new());
    let position = u64::try_from(link.position).unwrap();
    assert!(matches!(refused, Err(Fault::EventChanged(at)) if at == position));
    Ok(())
}

async fn a_removed_event_in_the_database_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let link = third(&world, &tenant).await?;
    let write = world.context.database().write();
    event::Entity::delete_by_id(link.event_id)
        .exec(write)
        .await?;
    let key = key(&world, &tenant).await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventRemoved(_))));

    // Without its link too.
    event_link::Entity::delete_many()
        .filter(event_link::Column::EventId.eq(link.event_id))
        .exec(write)
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::LinkBroken(_))));
    Ok(())
}

async fn events_that_change_places_in_the_database_are_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let write = world.context.database().write();
    let links = event_link::Entity::find()
        .filter(event_link::Column::OrganizationId.eq(tenant.organization.0))
        .order_by_asc(event_link::Column::Position)
        .all(write)
        .await?;
    for (at, from) in [(&links[1], &links[2]), (&links[2], &links[1])] {
        event_link::Entity::update_many()
            .col_expr(event_link::Column::EventId, Expr::value(from.event_id))
            .col_expr(event_link::Column::Digest, Expr::value(from.digest.clone()))
            .filter(event_link::Column::OrganizationId.eq(tenant.organization.0))
            .filter(event_link::Column::Position.eq(at.position))
            .exec(write)
            .await?;
    }
    let key = key(&world, &tenant).await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventAdded(_))));

    // The positions that the events themselves name change places, too.
    for (event, position) in [
        (links[1].event_id, None),
        (links[2].event_id, Some(links[1].position)),
        (links[1].event_id, Some(links[2].position)),
    ] {
        event::Entity::update_many()
            .col_expr(event::Column::Position, Expr::value(position))
            .filter(event::Column::Id.eq(event))
            .exec(write)
            .await?;
    }
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::LinkBroken(_))));
    Ok(())
}

async fn a_kept_checkpoint_shows_that_the_end_was_removed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let kept = checkpoints(&world, &tenant).await?;
    let lines = exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    let verified = verify(&key, &lines, kept.clone()).unwrap();
    assert!(verified.kept_too_old.is_empty());

    // Somebody who can write to the database removes the end, with all checkpoints after it.
    let write = world.context.database().write();
    let link = third(&world, &tenant).await?;
    event_link::Entity::delete_many()
        .filter(event_link::Column::Position.gt(link.position))
        .exec(write)
        .await?;
    event::Entity::delete_many()
        .filter(event::Column::Position.gt(link.position))
        .exec(write)
        .await?;
    event_checkpoint::Entity::delete_many().exec(write).await?;
    let lines = exported(&world, &tenant).await?;
    verify(&key, &lines, Vec::new()).unwrap();
    let refused = verify(&key, &lines, kept.clone());
    assert!(matches!(refused, Err(Fault::KeptBroken(_))));
    // Even if the positions are filled again.
    for name in ["kim", "lea", "mia", "noa"] {
        world.user(&tenant, name, Active).await?;
    }
    let lines = exported(&world, &tenant).await?;
    verify(&key, &lines, Vec::new()).unwrap();
    let refused = verify(&key, &lines, kept);
    assert!(matches!(refused, Err(Fault::KeptBroken(_))));
    Ok(())
}
