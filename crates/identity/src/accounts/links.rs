use std::time::Duration;

use entity::link::{ActiveModel, Column, Entity, Model};
use mail::OneTimeLink;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use super::HeldAccount;
use crate::crypto::Token;
use crate::{Context, Error};

/// More links than this within [`LATELY`] would only fill the mailbox.
const AT_MOST: u64 = 5;
const LATELY: Duration = Duration::from_secs(60 * 60);

impl HeldAccount<'_> {
    /// Issues a link for this account, for use in an email only. Voids older links for the same
    /// purpose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_link(&self, purpose: LinkPurpose) -> Result<OneTimeLink, Error> {
        let (context, now) = (self.context(), self.context().now());
        self.void_links(Some(purpose)).await?;
        let token = Token::random()?;
        let row = ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(self.account.organization_id),
            account_id: Set(self.account.id),
            token_hash: Set(token.hash().bytes()),
            purpose: Set(purpose),
            created_at: Set(now),
            expires_at: Set(now.plus(purpose.lifetime())),
            ..Default::default()
        };
        Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        let valid_for = time::Duration::try_from(purpose.lifetime())
            .map_err(|_| Error::internal("a lifetime is out of range"))?;
        OneTimeLink::new(
            &context.addresses().link(purpose, &token),
            now.to_utc(),
            valid_for,
        )
        .map_err(|_| Error::internal("the public address is not a web address"))
    }

    /// Voids all links of this account, or only those for the purpose `only`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn void_links(&self, only: Option<LinkPurpose>) -> Result<(), Error> {
        let mut update = Entity::update_many()
            .col_expr(Column::VoidedAt, Expr::value(self.context().now()))
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::UsedAt.is_null())
            .filter(Column::VoidedAt.is_null());
        if let Some(purpose) = only {
            update = update.filter(Column::Purpose.eq(purpose));
        }
        update.exec(self.tx()).await?;
        Ok(())
    }

    /// Whether too many links for `purpose` were sent to the account in the last hour.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn too_many_links_lately(&self, purpose: LinkPurpose) -> Result<bool, Error> {
        let recent = Entity::find()
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::Purpose.eq(purpose))
            .filter(Column::CreatedAt.gt(self.context().now().minus(LATELY)))
            .count(self.tx())
            .await?;
        Ok(recent >= AT_MOST)
    }
}

/// The usable links of these accounts for `purpose`, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn pending(
    context: &Context,
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
    purpose: LinkPurpose,
) -> Result<Vec<Model>, Error> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::UsedAt.is_null())
        .filter(Column::VoidedAt.is_null())
        .filter(Column::ExpiresAt.gt(context.now()))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?)
}
