//! The stream of events reads each event once, whatever its filter.

use std::time::{Duration, Instant};

use contract::events::{EventAction, StreamQuery};
use contract::ids::OrganizationId;
use entity::event;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::World;
use crate::actor::Party;
use crate::events::{NewEvent, record, stream};
use crate::{Context, Error};

super::on_each_database!(
    a_stream_moves_past_what_its_filter_does_not_match,
    a_stream_that_is_behind_does_not_wait,
);

const IDLE: Duration = Duration::from_secs(8);

async fn test_mails(
    context: &Context,
    organization: OrganizationId,
    number: usize,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    for _ in 0..number {
        let event = NewEvent::new(EventAction::MailTestSent, Party::system());
        record(context, &tx, organization, event).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn query(filter: Option<EventAction>) -> StreamQuery {
    StreamQuery {
        filter: filter.map(|action| format!("action:{}", action.as_str())),
        after: Some(0),
    }
}

async fn a_stream_moves_past_what_its_filter_does_not_match(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    // Other events come so far before it that several searches are necessary.
    event::Entity::update_many()
        .col_expr(event::Column::Position, Expr::value(25_000_i64))
        .filter(event::Column::Action.eq(EventAction::OrganizationCreated))
        .exec(context.database().write())
        .await?;
    test_mails(context, tenant.organization, 1).await?;
    let permitted = tenant.owner.permit()?;
    let only = query(Some(EventAction::MailTestSent));
    let mut events = stream(context, &permitted, &only, IDLE).await?;
    let mut sent = String::new();
    while !sent.contains("data: ") {
        let part = events.next().await?.expect("the stream has ended");
        sent.push_str(&String::from_utf8(part).unwrap());
    }
    assert!(sent.contains(EventAction::MailTestSent.as_str()), "{sent}");

    // Nothing matches, but a client that connects again continues at the end.
    let none = query(Some(EventAction::WebhookDeleted));
    let mut events = stream(context, &permitted, &none, IDLE).await?;
    let mut sent = String::new();
    while !sent.contains("nothing new") {
        let part = events.next().await?.expect("the stream has ended");
        sent.push_str(&String::from_utf8(part).unwrap());
    }
    let last = event::Entity::find()
        .filter(event::Column::Position.is_not_null())
        .order_by_desc(event::Column::Position)
        .one(context.database().read())
        .await?;
    let last = last.and_then(|last| last.position).ok_or(Error::NotFound)?;
    assert!(last > 25_000);
    let beat = format!(": nothing new\nid: {last}\n\n");
    assert!(sent.ends_with(&beat), "{sent}");
    Ok(())
}

async fn a_stream_that_is_behind_does_not_wait(world: World) -> Result<(), Error> {
    const EVENTS: usize = 850;
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    test_mails(context, tenant.organization, EVENTS).await?;
    let permitted = tenant.owner.permit()?;
    let mut events = stream(context, &permitted, &query(None), IDLE).await?;
    let begun = Instant::now();
    let mut sent = 0;
    while sent < EVENTS {
        let part = events.next().await?.expect("the stream has ended");
        let text = String::from_utf8(part).unwrap();
        sent += text.matches("data: ").count();
    }
    assert!(begun.elapsed() < Duration::from_secs(6));
    Ok(())
}
