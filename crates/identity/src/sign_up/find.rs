use contract::problem::ProblemType;
use entity::sign_up::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::crypto::TokenHash;
use crate::{Context, Error};

/// The link was used or replaced, has expired, or never existed. The error does not say which.
pub(super) const fn not_usable() -> Error {
    Error::Refused(ProblemType::LinkNotUsable, "Sign up again")
}

/// The sign-up with this token. Expiry is checked here, at each use.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Model, Error> {
    Entity::find()
        .filter(Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?
        .ok_or_else(not_usable)
}
