use std::time::Duration;

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::radius_client::{Column, Entity, Model};
use rules::resource::ResourcePolicy;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::judge::policy;
use crate::actor::{Client, Party};
use crate::crypto::TokenHash;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// How exactly the last use is recorded. Verifying a password of an account records it exactly.
const LAST_USED_TO_THE: Duration = Duration::from_secs(60);

/// A RADIUS client that has proved its secret. Only [`caller`] creates it.
#[derive(Clone, Debug)]
pub struct RadiusCaller {
    pub(super) row: Model,
    pub(super) client: Client,
}

impl RadiusCaller {
    /// The organization whose users it asks about.
    pub(super) const fn organization(&self) -> OrganizationId {
        OrganizationId(self.row.organization_id)
    }

    /// What it does about accounts that are locked or expired.
    pub(super) const fn policy(&self) -> ResourcePolicy {
        policy(&self.row)
    }

    /// The RADIUS client, for the log.
    pub fn party(&self) -> Party {
        super::show::party(&self.row)
    }
}

/// Authenticates a RADIUS client by its secret.
///
/// # Errors
/// `unauthenticated`.
pub async fn caller(
    context: &Context,
    secret: &str,
    client: Client,
) -> Result<RadiusCaller, Error> {
    let (read, now) = (context.database().read(), context.now());
    let row = Entity::find()
        .filter(Column::SecretHash.eq(TokenHash::of(secret).bytes()))
        .one(read)
        .await?
        .ok_or_else(|| refused("The secret of the RADIUS client is wrong"))?;
    let caller = RadiusCaller { row, client };
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
