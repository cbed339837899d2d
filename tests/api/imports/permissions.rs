use client::Client;
use contract::api_keys::CreateApiKey;
use contract::imports::{UpdateImport, UploadQuery};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, http, on_both_databases, problem_type};
use rules::role::{Permission, Role};

use super::{run, upload};

on_both_databases!(
    only_who_may_change_users_imports_them,
    a_key_that_may_not_read_users_sees_no_cell,
);

async fn only_who_may_change_users_imports_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, "email\nada@example.com\n").await;
    for (role, email) in [
        (Role::HelpDesk, "help@example.com"),
        (Role::ReadOnly, "reader@example.com"),
    ] {
        let other = server.administrator(&owner, email, role).await;
        let file = b"email\nbob@example.com\n".to_vec();
        let refused = other.upload_import(&UploadQuery::default(), file).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden, "{role:?}");
        assert_eq!(
            problem_type(other.import(import.id).await),
            ProblemType::Forbidden
        );
        assert_eq!(
            problem_type(other.run_import(import.id).await),
            ProblemType::Forbidden
        );
    }
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    assert_eq!(run(&manager, import.id).await.counts.create, 1);
}

/// A file may be of somebody else, and the problem of a row may contain the email of a user.
async fn a_key_that_may_not_read_users_sees_no_cell(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let key = async |scopes: &[Permission]| {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        Client::with_api_key(http(), &server.origin, &key)
    };
    let blind = key(&[Permission::UsersWrite]).await;
    let seeing = key(&[Permission::UsersRead, Permission::UsersWrite]).await;
    let all = ListQuery::default();
    let foreign = upload(&owner, "email,title\nada@example.com,Spy\n").await;
    for import in [
        blind.imports(&all).await.unwrap().items.remove(0),
        blind.import(foreign.id).await.unwrap(),
        blind
            .update_import(foreign.id, &UpdateImport::default())
            .await
            .unwrap(),
    ] {
        assert_eq!(import.id, foreign.id);
        assert_eq!(import.columns[0].header, "email");
        let mut columns = import.columns.iter();
        assert!(columns.all(|column| column.examples.is_empty()));
    }
    for import in [foreign, upload(&blind, "email\nbob@example.com\n").await] {
        // What it can do, it can follow.
        assert_eq!(run(&blind, import.id).await.counts.create, 1);
        let rows = blind.import_rows(import.id, &all).await;
        assert_eq!(problem_type(rows), ProblemType::Forbidden);
        let result = blind.import_result(import.id).await;
        assert_eq!(problem_type(result), ProblemType::Forbidden);
        let row = seeing.import_rows(import.id, &all).await.unwrap();
        assert!(row.items[0].user_id.is_some());
        seeing.import_result(import.id).await.unwrap();
        let seen = seeing.import(import.id).await.unwrap();
        assert_eq!(seen.columns[0].examples.len(), 1);
    }
}
