//! Finding people with search, filter, sort and pages; then one action on all of them.

use contract::bulk::{BulkAction, BulkRequest};
use contract::filter::UserFilter;
use contract::page::{Counting, ListQuery};
use contract::problem::ProblemType;
use contract::users::CreateUser;
use harness::{Backend, TestServer, on_both_databases};
use rules::role::Permission;
use rules::state::UserState;

use super::Program;

on_both_databases!(a_program_finds_people_and_acts_on_all_of_them);

const SALES: [&str; 5] = ["anna", "bela", "carl", "dora", "emil"];

async fn hire(program: &Program<'_>, username: &str, department: &str, state: UserState) {
    let new = CreateUser {
        email: format!("{username}@example.com"),
        username: username.to_owned(),
        department: Some(department.to_owned()),
        state: Some(state),
        ..CreateUser::default()
    };
    program.api.create_user(&new, None).await.unwrap();
}

/// The usernames of all matches of a query, read page by page.
async fn walk(program: &Program<'_>, query: &ListQuery, total: u64) -> Vec<String> {
    let mut query = query.clone();
    let mut found = Vec::new();
    loop {
        let page = program.api.users(&query).await.unwrap();
        assert_eq!(page.total, total, "{query:?}");
        let limit = usize::from(query.limit.unwrap_or(50));
        assert!(page.items.len() <= limit, "{query:?}");
        found.extend(page.items.into_iter().map(|user| user.username));
        if page.next_cursor.is_none() {
            return found;
        }
        query.cursor = page.next_cursor;
    }
}

async fn a_program_finds_people_and_acts_on_all_of_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let scopes = [Permission::UsersRead, Permission::UsersWrite];
    let program = Program::new(&server, &owner, &scopes).await;
    for username in SALES {
        hire(&program, username, "Sales, north", UserState::Staged).await;
    }
    hire(&program, "fritz", "Sales, north", UserState::Active).await;
    hire(&program, "anneliese", "Engineering", UserState::Staged).await;

    let staged = ListQuery {
        filter: Some(r"state:staged;department:Sales\, north".to_owned()),
        sort: Some("-email".to_owned()),
        limit: Some(2),
        ..ListQuery::default()
    };
    let mut backwards = SALES;
    backwards.reverse();
    assert_eq!(walk(&program, &staged, 5).await, backwards);
    let named = ListQuery {
        search: Some("ann".to_owned()),
        ..ListQuery::default()
    };
    let mut named = walk(&program, &named, 2).await;
    named.sort();
    assert_eq!(named, ["anna", "anneliese"]);
    for (filter, sort) in [(Some("shoeSize:44"), None), (None, Some("shoeSize"))] {
        let unknown = ListQuery {
            filter: filter.map(str::to_owned),
            sort: sort.map(str::to_owned),
            ..ListQuery::default()
        };
        let refused = program.api.users(&unknown).await.unwrap_err();
        assert!(refused.is(ProblemType::InvalidQuery), "{refused:?}");
    }

    let filter = UserFilter {
        department: vec!["sales, NORTH".to_owned()],
        ..UserFilter::default()
    };
    let all = ListQuery {
        filter: Some(filter.to_string()),
        total: Some(Counting::Exact),
        ..ListQuery::default()
    };
    let page = program.api.users(&all).await.unwrap();
    assert_eq!((page.total, page.total_is_exact), (6, true));
    let people = page.items;
    let request = BulkRequest {
        action: BulkAction::Activate,
        ids: people.iter().map(|user| user.id).collect(),
    };
    let answer = program.api.bulk_users(&request).await.unwrap();
    assert_eq!(answer.results.len(), 6);
    for (item, user) in answer.results.iter().zip(&people) {
        let refused = item.problem.as_ref().map(|problem| problem.kind);
        let active = user.username == "fritz";
        assert_eq!((item.id, item.done), (user.id, !active));
        assert_eq!(refused, active.then_some(ProblemType::Conflict));
    }
    assert_eq!(program.api.user_counts().await.unwrap().states.active, 6);
    server.mail_settled().await;
    for username in SALES {
        let email = format!("{username}@example.com");
        assert_eq!(server.mails(&email, "activate your account"), 1, "{email}");
    }
}
