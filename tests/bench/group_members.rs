//! The pages of a group of 50,000, compared with those of a small group.

use std::time::Instant;

use contract::page::Page;
use contract::users::User;
use entity::{Version, account, group_member, user_group};
use harness::{Backend, Installation};
use identity::Database;
use reqwest::Client;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use url::Url;
use uuid::Uuid;

use crate::Pace;
use crate::bench_installation;
use crate::fill::tidy;
use crate::table::{Limit, Row};

/// One in this many users is in the group.
const ONE_IN: usize = 2;
/// Members for each statement, limited by SQLite's number of parameters.
const BATCH: usize = 1000;
/// The number of times that the small group is read.
const TIMES: usize = 20;

/// A row for each database: all pages of the group, from the first to the last and back.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let (few, small) = pages(backend, 1000, TIMES).await;
        let (many, large) = pages(backend, pace.users(100_000), 1).await;
        rows.push(Row {
            figure: format!("users of a group, all pages forward and back, p95 on {name}: {many} ÷ {few} members"),
            measured: format!("{large:.2} ms"),
            baseline: format!("{small:.2} ms"),
            value: large / small,
            limit: Limit::AtMost(3.0),
        });
    }
    rows
}

/// Fills a server with this number of users, and reads all pages of a group of them this many times.
/// Returns the number of members, and the 95th percentile of the response times in milliseconds.
async fn pages(backend: Backend, users: usize, times: usize) -> (usize, f64) {
    let bench = bench_installation::on(backend, users).await;
    let (group, members) = fill_group(&bench.installation).await;
    let server = bench.installation.start().await;
    let list = format!(
        "{}/api/v1/users?limit=100&filter=group:{group}",
        server.origin
    );
    let http = harness::http();
    let mut took = Vec::new();
    for _ in 0..times {
        let up = format!("{list}&sort=name");
        let up = walk(&http, &up, &bench.key, &mut took).await;
        let down = format!("{list}&sort=-name");
        let mut down = walk(&http, &down, &bench.key, &mut took).await;
        down.reverse();
        assert_eq!(up.len(), members);
        assert!(up == down, "both ways have the same members");
    }
    server.stop().await;
    took.sort_by(f64::total_cmp);
    (members, took[took.len() * 95 / 100])
}

/// Reads all pages of a list. Returns the users in its order, and adds the response times in milliseconds.
async fn walk(http: &Client, list: &str, key: &str, took: &mut Vec<f64>) -> Vec<Uuid> {
    let mut users = Vec::new();
    let mut cursor = None::<String>;
    loop {
        let mut address = Url::parse(list).unwrap();
        if let Some(cursor) = &cursor {
            address.query_pairs_mut().append_pair("cursor", cursor);
        }
        let request = http.get(address).bearer_auth(key);
        let begun = Instant::now();
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(status, 200, "{text}");
        let page: Page<User> = serde_json::from_str(&text).unwrap();
        users.extend(page.items.into_iter().map(|user| user.id.0));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return users;
        }
    }
}

/// Creates a group with one in [`ONE_IN`] users, directly in the database of a stopped server. Returns its
/// identifier and the number of its members.
async fn fill_group(installation: &Installation) -> (Uuid, usize) {
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
    let members: Vec<Uuid> = users.into_iter().step_by(ONE_IN).collect();
    let group = Uuid::now_v7();
    let tx = database.begin().await.unwrap();
    let row = user_group::ActiveModel {
        id: Set(group),
        organization_id: Set(organization),
        name: Set("Everybody".to_owned()),
        name_key: Set("everybody".to_owned()),
        search_words: Set(" everybody".to_owned()),
        description: Set(None),
        members: Set(i64::try_from(members.len()).unwrap()),
        created_at: Set(Timestamp::from_unix_millis(0)),
        version: Set(Version::FIRST),
    };
    let row = user_group::Entity::insert(row);
    row.exec_without_returning(&tx).await.unwrap();
    for batch in members.chunks(BATCH) {
        let rows = batch.iter().map(|user| group_member::ActiveModel {
            group_id: Set(group),
            account_id: Set(*user),
            organization_id: Set(organization),
            added_at: Set(Timestamp::from_unix_millis(0)),
        });
        let rows = group_member::Entity::insert_many(rows);
        rows.exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    tidy(&database).await;
    database.close().await.unwrap();
    (group, members.len())
}
