use contract::events::PartyKind;
use entity::organization;

use crate::actor::Party;

/// The organization as the target of an event.
pub(super) fn party(row: &organization::Model) -> Party {
    Party {
        kind: PartyKind::Organization,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
