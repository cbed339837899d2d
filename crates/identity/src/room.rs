//! The maximum number of rows that an organization can have in a table.

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::TenantTable;
use sea_orm::{ColumnTrait, DatabaseTransaction, PaginatorTrait, QueryFilter};

use crate::Error;
use crate::database::take_turn;

/// Refuses another row in the table `T` if the organization has `most` of them. Concurrent callers wait until `tx`
/// ends, because they would otherwise not count each other's rows.
///
/// # Errors
/// `conflict` with this `refusal`.
pub(crate) async fn check_room<T>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    (most, refusal): (u64, &'static str),
) -> Result<(), Error>
where
    T: TenantTable,
    T::Model: Sync,
{
    let table = T::default();
    take_turn(tx, &format!("{} of {organization}", table.table_name())).await?;
    let there = T::find().filter(T::ORGANIZATION.eq(organization.0));
    if there.count(tx).await? >= most {
        return Err(Error::Refused(ProblemType::Conflict, refusal));
    }
    Ok(())
}
