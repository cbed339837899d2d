use std::time::Duration;

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::linux_host::{Column, Entity, Model};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::party;
use crate::actor::{Client, Party};
use crate::crypto::TokenHash;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// How exactly the last use is recorded.
const LAST_USED_TO_THE: Duration = Duration::from_secs(60);

/// A host that has proved its key. Only [`caller`] creates it.
#[derive(Clone, Debug)]
pub struct HostCaller {
    pub(super) row: Model,
    pub(super) client: Client,
}

impl HostCaller {
    /// The organization whose users it asks about.
    pub(super) const fn organization(&self) -> OrganizationId {
        OrganizationId(self.row.organization_id)
    }

    /// The host, for the log.
    pub fn party(&self) -> Party {
        party(&self.row)
    }
}

/// Authenticates a host by its key.
///
/// # Errors
/// `unauthenticated`.
pub async fn caller(context: &Context, key: &str, client: Client) -> Result<HostCaller, Error> {
    let (read, now) = (context.database().read(), context.now());
    let row = Entity::find()
        .filter(Column::KeyHash.eq(TokenHash::of(key).bytes()))
        .one(read)
        .await?
        .ok_or_else(|| refused("The key of the host is wrong"))?;
    let caller = HostCaller { row, client };
    if is_suspended(read, caller.organization()).await? {
        return Err(refused(
            "The organization is suspended. Contact the operator of this server",
        ));
    }
    let is_due = |at: Timestamp| at.plus(LAST_USED_TO_THE) <= now;
    if caller.row.last_used_at.is_none_or(is_due) {
        Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(caller.row.organization_id))
            .filter(Column::Id.eq(caller.row.id))
            .exec(context.database().write())
            .await?;
    }
    Ok(caller)
}

const fn refused(detail: &'static str) -> Error {
    Error::Refused(ProblemType::Unauthenticated, detail)
}
