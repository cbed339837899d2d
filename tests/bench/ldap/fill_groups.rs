//! Puts users into groups, directly in the database of a stopped server.

use entity::{Version, account, group_member, user_group};
use harness::Installation;
use identity::Database;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::fill::tidy;

/// The number of groups.
const GROUPS: usize = 50;
/// The number of groups that each user is in.
pub const EACH: usize = 3;
/// Users for each statement, limited by SQLite's number of parameters.
const BATCH: usize = 500;

/// The groups of the user with this number, which differ.
const fn groups_of(number: usize) -> [usize; EACH] {
    [number % 20, 20 + number / 20 % 15, 35 + number / 300 % 15]
}

/// Creates groups, and makes every user a member of some.
pub async fn fill_groups(installation: &Installation) {
    let database = Database::open(&installation.database_url()).await.unwrap();
    let organization = entity::organization::Entity::find();
    let organization = organization.one(database.read()).await.unwrap().unwrap().id;
    let users: Vec<Uuid> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::OrganizationId.eq(organization))
        .filter(account::Column::Kind.eq("user"))
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(database.read())
        .await
        .unwrap();
    let mut members = [0; GROUPS];
    for group in (0..users.len()).flat_map(groups_of) {
        members[group] += 1;
    }
    let groups = [(); GROUPS].map(|()| Uuid::now_v7());
    let tx = database.begin().await.unwrap();
    let rows = (0..GROUPS).map(|n| user_group::ActiveModel {
        id: Set(groups[n]),
        organization_id: Set(organization),
        name: Set(format!("Team {n:02}")),
        name_key: Set(format!("team {n:02}")),
        search_words: Set(format!(" team {n:02}")),
        description: Set(None),
        members: Set(members[n]),
        created_at: Set(Timestamp::from_unix_millis(0)),
        version: Set(Version::FIRST),
    });
    let rows = user_group::Entity::insert_many(rows);
    rows.exec_without_returning(&tx).await.unwrap();
    let numbers: Vec<usize> = (0..users.len()).collect();
    for batch in numbers.chunks(BATCH) {
        let row = |(user, group): (usize, usize)| group_member::ActiveModel {
            group_id: Set(groups[group]),
            account_id: Set(users[user]),
            organization_id: Set(organization),
            added_at: Set(Timestamp::from_unix_millis(0)),
        };
        let pairs = batch
            .iter()
            .flat_map(|&user| groups_of(user).map(|group| (user, group)));
        let rows = group_member::Entity::insert_many(pairs.map(row));
        rows.exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    tidy(&database).await;
    database.close().await.unwrap();
}
