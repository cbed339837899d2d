//! Creating organizations: the first one of a server, and further ones.

mod create_organization;
mod first_organization;
mod invite_owner;
mod link;

pub(crate) use create_organization::{Checked, write};
pub use create_organization::{Created, NewOrganization, create_organization};
pub use first_organization::set_up;
pub use invite_owner::{Invitation, InvitedOwner, create_with_invited_owner};
pub use link::link_if_empty;

use contract::problem::ProblemType;
use entity::organization;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::Error;

/// Whether the database has no organization.
pub(crate) async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, Error> {
    let any = organization::Entity::find().limit(1).one(db).await?;
    Ok(any.is_none())
}

const fn link_not_usable() -> Error {
    Error::Refused(
        ProblemType::LinkNotUsable,
        "Restart the server: while it has no organization, it writes a new link to its log",
    )
}
