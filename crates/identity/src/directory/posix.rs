//! The numbers of users and groups on Unix. Each is given when an entry is read for the first time, so nobody
//! has to be told to give them, and it is never given again.

use std::collections::HashMap;

use contract::resource_access::ResourceObstacleKind;
use entity::posix_number::{ActiveModel, Column, Entity, Model};
use entity::{account, directory};
use rules::directory::{NumberRange, PosixKind};
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::tenant::Tenant;
use crate::{Context, Error};

/// The numbers of a user, or of a group, which has no number of a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub uid: Option<i64>,
    pub gid: Option<i64>,
}

/// What is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owners {
    /// Users. Each has a group of its own with the same number, if that is in the range of groups.
    Users,
    /// Groups.
    Groups,
}

/// The numbers of users or groups. Those that have none are given some, as long as the ranges last.
///
/// # Errors
/// If the database fails.
pub(super) async fn numbers(
    context: &Context,
    tenant: &Tenant,
    owners: Owners,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Numbers>, Error> {
    if !tenant.policy().posix || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let given = read(context.database().read(), tenant, ids).await?;
    let missing: Vec<Uuid> = missing(owners, &given, ids).collect();
    if missing.is_empty() {
        return Ok(given);
    }
    let tx = context.database().begin().await?;
    // Two servers must not give the same number.
    let row = directory::Entity::find_by_id(tenant.organization.id);
    let row = QuerySelect::lock(row, LockType::NoKeyUpdate);
    row.one(&tx).await?;
    let before = read(&tx, tenant, &missing).await?;
    let mut rows = Vec::new();
    let mut next = Next::of(&tx, tenant).await?;
    for owner in self::missing(owners, &before, &missing) {
        let numbers = match owners {
            Owners::Users => next.user(),
            Owners::Groups => next.group(),
        };
        let Some(numbers) = numbers else {
            break;
        };
        let kinds = [
            (PosixKind::User, numbers.uid),
            (PosixKind::Group, numbers.gid),
        ];
        for (kind, number) in kinds {
            rows.extend(number.map(|number| ActiveModel {
                id: Set(context.new_id()),
                organization_id: Set(tenant.organization.id),
                kind: Set(kind),
                number: Set(number),
                owner_id: Set(owner),
            }));
        }
    }
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .exec_without_returning(&tx)
            .await?;
    }
    let mut all = given;
    all.extend(read(&tx, tenant, &missing).await?);
    tx.commit().await?;
    Ok(all)
}

/// What prevents that a user is a Unix account. Nothing is given.
///
/// # Errors
/// If the database fails.
pub(super) async fn obstacle(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    account: &account::Model,
) -> Result<Option<ResourceObstacleKind>, Error> {
    if !tenant.policy().posix {
        return Ok(Some(ResourceObstacleKind::PosixOff));
    }
    if is_number(&account.username_key) {
        return Ok(Some(ResourceObstacleKind::UsernameOfDigits));
    }
    let ids = [account.id];
    let given = read(db, tenant, &ids).await?;
    let lacks_one = missing(Owners::Users, &given, &ids).next().is_some();
    let is_used_up = lacks_one && Next::of(db, tenant).await?.user().is_none();
    Ok(is_used_up.then_some(ResourceObstacleKind::NumbersUsedUp))
}

/// Whether systems take a username for the number of somebody else, such as 0 for root.
pub(super) fn is_number(username: &str) -> bool {
    username.bytes().all(|byte| byte.is_ascii_digit())
}

/// The owners that lack a number.
fn missing(
    owners: Owners,
    given: &HashMap<Uuid, Numbers>,
    ids: &[Uuid],
) -> impl Iterator<Item = Uuid> {
    let has_all = move |id: &Uuid| {
        let numbers = given.get(id).copied().unwrap_or_default();
        numbers.gid.is_some() && (owners == Owners::Groups || numbers.uid.is_some())
    };
    ids.iter().copied().filter(move |id| !has_all(id))
}

async fn read(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Numbers>, Error> {
    let rows: Vec<Model> = Entity::find()
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(Column::OwnerId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut numbers: HashMap<Uuid, Numbers> = HashMap::new();
    for row in rows {
        let of = numbers.entry(row.owner_id).or_default();
        match row.kind {
            PosixKind::User => of.uid = Some(row.number),
            PosixKind::Group => of.gid = Some(row.number),
        }
    }
    Ok(numbers)
}

/// The numbers to give next. What is free as the number of a user is also free as that of a group, so that a
/// user and its own group can have the same one.
struct Next {
    uids: NumberRange,
    gids: NumberRange,
    highest_uid: Option<u32>,
    highest_gid: Option<u32>,
}

impl Next {
    async fn of(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Self, Error> {
        let (uids, gids) = (tenant.policy().uids(), tenant.policy().gids());
        Ok(Self {
            uids,
            gids,
            highest_uid: highest(db, tenant, uids).await?,
            highest_gid: highest(db, tenant, gids).await?,
        })
    }

    fn user(&mut self) -> Option<Numbers> {
        let uid = self.uids.next(self.highest_uid)?;
        let is_free = self.gids.contains(uid) && self.highest_gid.is_none_or(|it| it < uid);
        let gid = if is_free {
            uid
        } else {
            self.gids.next(self.highest_gid)?
        };
        self.use_up(uid);
        self.use_up(gid);
        Some(Numbers {
            uid: Some(i64::from(uid)),
            gid: Some(i64::from(gid)),
        })
    }

    fn group(&mut self) -> Option<Numbers> {
        let gid = self.gids.next(self.highest_gid)?;
        self.use_up(gid);
        Some(Numbers {
            uid: None,
            gid: Some(i64::from(gid)),
        })
    }

    fn use_up(&mut self, number: u32) {
        if self.uids.contains(number) {
            self.highest_uid = Ord::max(self.highest_uid, Some(number));
        }
        if self.gids.contains(number) {
            self.highest_gid = Ord::max(self.highest_gid, Some(number));
        }
    }
}

/// The highest number of the range that was ever given, to a user or a group.
async fn highest(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    range: NumberRange,
) -> Result<Option<u32>, Error> {
    let highest: Option<Option<i64>> = Entity::find()
        .select_only()
        .expr_as(Expr::col(Column::Number).max(), "highest")
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(Column::Number.gte(i64::from(range.first)))
        .filter(Column::Number.lte(i64::from(range.last)))
        .into_tuple()
        .one(db)
        .await?;
    Ok(highest.flatten().and_then(|it| u32::try_from(it).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn range(first: u32, last: u32) -> NumberRange {
        NumberRange { first, last }
    }

    fn next(uids: NumberRange, gids: NumberRange) -> Next {
        Next {
            uids,
            gids,
            highest_uid: None,
            highest_gid: None,
        }
    }

    fn given(numbers: Option<Numbers>) -> (Option<i64>, Option<i64>) {
        let numbers = numbers.unwrap_or_default();
        (numbers.uid, numbers.gid)
    }

    #[test]
    fn a_user_and_its_group_have_the_same_number() {
        let mut next = next(range(5_000, 5_002), range(5_000, 5_009));
        assert_eq!(given(next.user()), (Some(5_000), Some(5_000)));
        assert_eq!(given(next.group()), (None, Some(5_001)));
        assert_eq!(given(next.user()), (Some(5_002), Some(5_002)));
        assert_eq!(given(next.user()), (None, None));
        assert_eq!(given(next.group()), (None, Some(5_003)));
    }

    #[test]
    fn separate_ranges_are_counted_separately() {
        let mut next = next(range(5_000, 5_009), range(7_000, 7_001));
        assert_eq!(given(next.user()), (Some(5_000), Some(7_000)));
        assert_eq!(given(next.group()), (None, Some(7_001)));
        assert_eq!(given(next.user()), (None, None));
    }
}
