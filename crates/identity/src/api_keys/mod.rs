//! API keys: credentials for programs, owned by the organization. Only their hashes are stored.

mod create;
mod creator;
mod export;
mod list;
mod revoke;

pub use create::create;
pub(crate) use creator::{limit_to_role, revoke_all_of};
pub use export::{ExportedApiKey, ExportedApiKeys};
pub use list::list;
pub use revoke::revoke;

use contract::api_keys::{ApiKey, CreatorStatus};
use contract::events::PartyKind;
use contract::ids::{AdministratorId, ApiKeyId};
use entity::api_key;

use crate::actor::Party;
pub use crate::sessions::API_KEY_PREFIX as PREFIX;

/// Builds the API's representation of an API key.
fn show(row: api_key::Model, creator: CreatorStatus) -> ApiKey {
    ApiKey {
        id: ApiKeyId(row.id),
        scopes: row.scopes.permissions,
        created_by_id: row.created_by_id.map(AdministratorId),
        creator,
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
        email: None,
    }
}
