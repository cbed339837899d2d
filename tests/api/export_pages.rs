//! The pages of an export: read while rows change, and two exports at once.

use contract::administrators::CreatedKeysQuery;
use contract::api_keys::CreateApiKey;
use contract::change::Change;
use contract::exports::{ExportFormat, ExportQuery};
use contract::ids::OrganizationId;
use contract::profile::Profile;
use contract::users::{UpdateUser, User};
use entity::{Document, account, user_profile};
use harness::{Backend, TestServer, on_both_databases};
use identity::events::ExportedEvents;
use identity::exports::Export;
use identity::users::ExportedUsers;
use reqwest::Method;
use rules::role::{Permission, Role};
use rules::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use crate::exports::{ask, create, file, lines};

on_both_databases!(
    a_user_who_stays_is_exported_once_while_others_change,
    an_organization_has_two_exports_at_once,
    an_incomplete_file_is_not_taken_for_a_complete_one,
    an_export_ends_when_its_caller_loses_access,
);

async fn organization(server: &TestServer) -> OrganizationId {
    let found = entity::organization::Entity::find();
    let read = server.running.context.database().read();
    OrganizationId(found.one(read).await.unwrap().unwrap().id)
}

/// Adds users who are copies of the one with this username, a second apart.
async fn copies(server: &TestServer, username: &str, number: i64) {
    let database = server.running.context.database();
    let original = account::Entity::find()
        .filter(account::Column::UsernameKey.eq(username))
        .one(database.read())
        .await
        .unwrap()
        .unwrap();
    let numbers: Vec<i64> = (1..=number).collect();
    for part in numbers.chunks(250) {
        let rows = part.iter().map(|number| {
            let mut row = original.clone();
            row.id = Uuid::now_v7();
            row.username = format!("copy{number}");
            row.username_key.clone_from(&row.username);
            row.email = format!("copy{number}@example.com");
            row.email_key.clone_from(&row.email);
            let at = original.created_at.unix_millis() + number * 1000;
            row.created_at = Timestamp::from_unix_millis(at);
            row
        });
        let rows: Vec<account::Model> = rows.collect();
        let profiles: Vec<_> = rows.iter().map(profile).collect();
        let tx = database.begin().await.unwrap();
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        let insert = account::Entity::insert_many(rows);
        insert.exec_without_returning(&tx).await.unwrap();
        let insert = user_profile::Entity::insert_many(profiles);
        insert.exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn profile(account: &account::Model) -> user_profile::ActiveModel {
    user_profile::ActiveModel {
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        fields: Set(Document(Profile::default())),
    }
}

async fn a_user_who_stays_is_exported_once_while_others_change(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    create(&owner, "ada").await;
    copies(&server, "ada", 2_500).await;
    let context = &server.running.context;
    let query = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let organization = organization(&server).await;
    let begun = Export::<ExportedUsers>::for_operator(context, organization, &query).await;
    let mut export = begun.unwrap();
    assert_eq!(export.total(), 2_501);
    let (mut usernames, mut parts) = (Vec::new(), 0);
    while let Some(part) = export.next().await.unwrap() {
        parts += 1;
        let part = lines::<User>(std::str::from_utf8(&part).unwrap());
        assert!(part.len() <= 500, "{}", part.len());
        usernames.extend(part.iter().map(|user| user.username.clone()));
        if part.len() < 500 {
            break;
        }
        // A user who was just read gets a name that is last in the list, and one who was not read yet
        // is deleted.
        let update = UpdateUser {
            display_name: Change::Set("Zz Top".to_owned()),
            ..UpdateUser::default()
        };
        let last = part.last().unwrap();
        owner
            .update_user(last.id, last.version, &update)
            .await
            .unwrap();
        let gone = format!("copy{}", 2_500 - parts);
        let gone = account::Column::UsernameKey.eq(gone);
        let tx = context.database().begin().await.unwrap();
        let delete = account::Entity::delete_many().filter(gone);
        delete.exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut expected = vec!["ada".to_owned()];
    let stay = (1..=2_500).filter(|number| !(2_496..=2_499).contains(number));
    expected.extend(stay.map(|number| format!("copy{number}")));
    assert_eq!(usernames, expected);

    let file = file(&server, &owner, "users/export?columns=username").await;
    assert_eq!(file.lines().count(), expected.len() + 1);
}

async fn an_organization_has_two_exports_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let organization = organization(&server).await;
    let context = &server.running.context;
    let query = ExportQuery::default();
    let first = Export::<ExportedUsers>::for_operator(context, organization, &query).await;
    let second = Export::<ExportedEvents>::for_operator(context, organization, &query).await;
    assert!(first.is_ok() && second.is_ok());
    let token = owner.token().unwrap();
    let answer = ask(&server, Method::GET, &token, "users/export").await;
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().contains_key("retry-after"));
    let problem: Value = answer.json().await.unwrap();
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("two exports"), "{detail}");
    drop(second);
    // Its place is free again after each of these.
    for _ in 0..3 {
        file(&server, &owner, "users/export").await;
    }
}

async fn an_incomplete_file_is_not_taken_for_a_complete_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    create(&owner, "ada").await;
    copies(&server, "ada", 600).await;
    // A row on the second page that the server cannot read.
    account::Entity::update_many()
        .col_expr(account::Column::MfaOverride, Expr::value("broken"))
        .filter(account::Column::UsernameKey.eq("copy550"))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let token = owner.token().unwrap();
    for format in ["csv", "jsonl"] {
        let path = format!("users/export?format={format}");
        let answer = ask(&server, Method::GET, &token, &path).await;
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap_err();
    }
    // Their places are free again.
    let path = "users/export?columns=username&filter=username:ada";
    assert_eq!(file(&server, &owner, path).await, "username\r\nada\r\n");
}

async fn an_export_ends_when_its_caller_loses_access(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    create(&owner, "ada").await;
    copies(&server, "ada", 600).await;
    // The first page is more than the buffers between server and client contain.
    let large = Profile {
        job_title: Some("x".repeat(60_000)),
        ..Profile::default()
    };
    user_profile::Entity::update_many()
        .col_expr(user_profile::Column::Fields, Expr::value(Document(large)))
        .filter(user_profile::Column::AccountId.is_not_null())
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let new = CreateApiKey {
        name: "Report".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let program = owner.create_api_key(&new).await.unwrap();
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let id = manager.administrator_me().await.unwrap().id;
    let path = "users/export?format=jsonl";
    let by_key = ask(&server, Method::GET, &program.key, path).await;
    let by_manager = ask(&server, Method::GET, &manager.token().unwrap(), path).await;
    assert_eq!(by_key.status(), 200);
    assert_eq!(by_manager.status(), 200);
    owner.revoke_api_key(program.api_key.id).await.unwrap();
    let keys = CreatedKeysQuery::default();
    owner.suspend_administrator(id, keys).await.unwrap();
    by_key.bytes().await.unwrap_err();
    by_manager.bytes().await.unwrap_err();
    // Their places are free again, and the file was not too large.
    let complete = file(&server, &owner, path).await;
    assert_eq!(complete.lines().count(), 601);
}
