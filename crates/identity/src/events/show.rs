use contract::events::{Event, EventParty};
use contract::ids::EventId;
use entity::event;

/// Builds the API's representation of an event.
pub(super) fn show(row: event::Model) -> Event {
    let target = row.target_kind.zip(row.target_name);
    Event {
        id: EventId(row.id),
        // A negative one is no longer valid.
        position: row.position.and_then(|at| u64::try_from(at).ok()),
        at: row.at,
        action: row.action.into(),
        outcome: row.outcome,
        actor: EventParty {
            kind: row.actor_kind.into(),
            id: row.actor_id,
            name: row.actor_name,
            email: row.actor_email,
        },
        target: target.map(|(kind, name)| EventParty {
            kind: kind.into(),
            id: row.target_id,
            name,
            email: row.target_email,
        }),
        address: row.address.filter(|address| !address.is_empty()),
        device: row.device.filter(|device| !device.is_empty()),
        detail: row.detail.0,
    }
}
