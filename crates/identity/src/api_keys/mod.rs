//! API keys: credentials for programs, owned by the organization. Only their hashes are stored.

mod create;
mod list;
mod revoke;

pub use create::create;
pub use list::list;
pub use revoke::revoke;

use contract::api_keys::ApiKey;
use contract::events::PartyKind;
use contract::ids::ApiKeyId;
use entity::api_key;
use rules::role::Permission;

use crate::actor::Party;
pub use crate::sessions::API_KEY_PREFIX as PREFIX;

/// Builds the API's representation of an API key.
fn show(row: api_key::Model) -> ApiKey {
    ApiKey {
        id: ApiKeyId(row.id),
        scopes: row
            .scopes
            .split(' ')
            .filter_map(Permission::parse)
            .collect(),
        name: row.name,
        prefix: row.prefix,
        created_by: row.created_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
    }
}

/// The API key as the actor or target of an event.
fn party(row: &api_key::Model) -> Party {
    Party {
        kind: PartyKind::ApiKey,
        id: Some(row.id),
        name: row.name.clone(),
    }
}
