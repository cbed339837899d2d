use contract::imports::UploadQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::role::Role;

use super::{run, upload};

on_both_databases!(only_who_may_change_users_imports_them);

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
