//! Notifying many people that their passwords have expired, by a server that is killed in between.

use std::collections::HashSet;
use std::time::Duration;

use contract::users::User;
use entity::{account, mail};
use harness::{Backend, Installation, on_both_databases, until};
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, Database, DatabaseConnection, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use crate::people::{pending_user, set_up};

on_both_databases!(a_killed_server_continues_where_it_was);

const USERS: usize = 3000;

async fn told(database: &DatabaseConnection) -> usize {
    let mails = mail::Entity::find().filter(mail::Column::Kind.eq("password_expired"));
    usize::try_from(mails.count(database).await.unwrap()).unwrap()
}

/// Creates many users like this one, whose passwords have expired and who have not been notified.
async fn expired(database: &DatabaseConnection, like: &User) {
    let found = account::Entity::find_by_id(like.id.0).one(database).await;
    let like = found.unwrap().unwrap();
    let numbers: Vec<usize> = (0..USERS).collect();
    for batch in numbers.chunks(100) {
        let rows = batch.iter().map(|number| {
            let email = format!("user{number}@example.com");
            account::Model {
                id: uuid::Uuid::now_v7(),
                email_key: email.clone(),
                username_key: email.clone(),
                email,
                password_hash: Some("$argon2id$never".to_owned()),
                password_set_at: Some(Timestamp::from_unix_millis(1)),
                password_expires_at: Some(Timestamp::from_unix_millis(2)),
                password_expiry_reason: Some(ExpiryReason::Age),
                ..like.clone()
            }
            .into_active_model()
        });
        let rows = account::Entity::insert_many(rows);
        rows.exec_without_returning(database).await.unwrap();
    }
}

async fn a_killed_server_continues_where_it_was(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let ada = pending_user(&operator, "ada@example.com").await;
    server.stop().await;
    let database = Database::connect(installation.database_url())
        .await
        .unwrap();
    expired(&database, &ada).await;

    let mut before = 0;
    for part in [USERS / 10, USERS / 3] {
        let server = installation.start().await;
        before = until(Duration::from_secs(60), "some being told", async || {
            let told = told(&database).await;
            (told >= part).then_some(told)
        })
        .await;
        server.kill_9().await;
    }
    assert!(before < USERS, "it was killed too late: {before}");
    let server = installation.start().await;
    until(Duration::from_secs(60), "all being told", async || {
        (told(&database).await >= USERS).then_some(())
    })
    .await;
    server.stop().await;
    let mails = mail::Entity::find().filter(mail::Column::Kind.eq("password_expired"));
    let mails = mails.all(&database).await.unwrap();
    let whom: HashSet<_> = mails.iter().map(|mail| mail.account_id).collect();
    assert_eq!((mails.len(), whom.len()), (USERS, USERS));
}
