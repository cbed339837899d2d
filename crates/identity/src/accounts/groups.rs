use entity::group_member::{self, Entity as Member};
use entity::user_group::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::HeldAccount;
use crate::Error;

impl HeldAccount<'_> {
    /// Takes this account out of all its groups, before it is deleted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leave_groups(&self) -> Result<(), Error> {
        let of_account = group_member::Column::AccountId.eq(self.account.id);
        let own = Member::find()
            .select_only()
            .column(group_member::Column::GroupId)
            .filter(of_account.clone());
        let own = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.in_subquery(own.into_query()))
            // In one order, so that two accounts that leave the same groups cannot deadlock.
            .order_by_asc(Column::Id);
        let groups: Vec<Uuid> = QuerySelect::lock(own, LockType::NoKeyUpdate)
            .into_tuple()
            .all(self.tx())
            .await?;
        if groups.is_empty() {
            return Ok(());
        }
        Member::delete_many()
            .filter(of_account)
            .exec(self.tx())
            .await?;
        Entity::update_many()
            .col_expr(Column::Members, Expr::col(Column::Members).sub(1))
            .filter(Column::Id.is_in(groups))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}
