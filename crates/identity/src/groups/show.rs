//! Groups as the API and events show them.

use contract::events::PartyKind;
use contract::groups::Group;
use contract::ids::GroupId;
use entity::user_group::Model;

use crate::actor::Party;

/// Builds the API's representation of a group.
pub(super) fn show(row: Model) -> Group {
    Group {
        id: GroupId(row.id),
        name: row.name,
        description: row.description,
        members: u64::try_from(row.members).unwrap_or_default(),
        created_at: row.created_at,
        version: row.version.into(),
    }
}

/// The group as the target of an event.
pub(crate) fn party(row: &Model) -> Party {
    Party {
        kind: PartyKind::Group,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
