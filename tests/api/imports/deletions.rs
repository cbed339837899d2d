use contract::imports::ImportState;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type};

use super::{check, run, upload, user};
use crate::groups::events;

on_both_databases!(a_file_is_deleted_at_once_and_its_users_stay);

async fn a_file_is_deleted_at_once_and_its_users_stay(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let file = "email\nada@example.com\n";
    let [ready, checked, finished] = [
        upload(&owner, file).await.id,
        upload(&owner, file).await.id,
        upload(&owner, file).await.id,
    ];
    check(&owner, checked).await;
    run(&owner, finished).await;
    for id in [ready, checked, finished] {
        owner.delete_import(id).await.unwrap();
        assert_eq!(problem_type(owner.import(id).await), ProblemType::NotFound);
        let result = owner.import_result(id).await;
        assert_eq!(problem_type(result), ProblemType::NotFound);
        let again = owner.delete_import(id).await;
        assert_eq!(problem_type(again), ProblemType::NotFound);
    }
    let context = &server.running.context;
    let rows = {
        use entity::user_import_row::Entity;
        use sea_orm::{EntityTrait, PaginatorTrait};
        let rows = Entity::find().count(context.database().read());
        rows.await.unwrap()
    };
    assert_eq!(rows, 0);
    assert!(user(&owner, "ada@example.com").await.is_some());
    let deleted = events(&owner, "import.deleted").await;
    assert_eq!(deleted.len(), 3);
    assert_eq!(deleted[0].detail["import"], finished.to_string());
    let all = owner.imports(&ListQuery::default()).await.unwrap();
    assert!(all.items.is_empty());

    // What is going on must be stopped first.
    let rows: String = (0..2000)
        .map(|n| format!("user{n}@example.com\n"))
        .collect();
    let import = upload(&owner, format!("email\n{rows}")).await;
    owner.run_import(import.id).await.unwrap();
    let refused = owner.delete_import(import.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    let stopped = owner.stop_import(import.id).await.unwrap();
    assert_eq!(stopped.state, ImportState::Stopped);
    owner.delete_import(import.id).await.unwrap();
}
