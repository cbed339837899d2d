//! Saved views: who has them, who may change them, and what they may contain.

use client::Client;
use contract::administrators::CreatedKeysQuery;
use contract::api_keys::CreateApiKey;
use contract::change::Change;
use contract::problem::ProblemType;
use contract::views::{CreateView, UpdateView, View, ViewedList};
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::role::{Permission, Role};

on_both_databases!(
    a_view_is_saved_changed_and_deleted,
    others_have_only_what_is_shared,
    what_a_list_would_refuse_is_refused,
    a_key_has_no_views_of_its_own,
    an_owner_has_at_most_100_views,
    parallel_requests_do_not_exceed_the_maximum,
    views_go_with_their_administrator,
);

fn named(name: &str, shared: bool) -> CreateView {
    CreateView {
        list: ViewedList::Users,
        name: name.to_owned(),
        shared,
        search: None,
        filter: None,
        sort: None,
        columns: Vec::new(),
    }
}

/// Saves a view of the list of users.
pub async fn view(by: &Client, name: &str, shared: bool) -> View {
    by.create_view(&named(name, shared), None).await.unwrap()
}

async fn names(by: &Client) -> Vec<String> {
    let page = by.views().await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.into_iter().map(|view| view.name).collect()
}

async fn a_view_is_saved_changed_and_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateView {
        search: Some("ada".to_owned()),
        filter: Some("employeeType:Contractor".to_owned()),
        sort: Some("-lastSignInAt".to_owned()),
        columns: vec!["manager".to_owned(), "department".to_owned()],
        ..named("  Contractors ", false)
    };
    let made = owner.create_view(&new, Some("once")).await.unwrap();
    assert_eq!((made.name.as_str(), made.version), ("Contractors", 1));
    assert!(!made.shared);
    assert_eq!(made.columns, ["manager", "department"]);
    let again = owner.create_view(&new, Some("once")).await.unwrap();
    assert_eq!(again, made);
    assert_eq!(owner.view(made.id).await.unwrap(), made);

    let same = UpdateView::default();
    let same = owner.update_view(made.id, 1, &same).await.unwrap();
    assert_eq!(same, made);
    let update = UpdateView {
        name: Some("All contractors".to_owned()),
        search: Change::Clear,
        columns: Some(Vec::new()),
        ..UpdateView::default()
    };
    let changed = owner.update_view(made.id, 1, &update).await.unwrap();
    let expected = View {
        name: "All contractors".to_owned(),
        search: None,
        columns: Vec::new(),
        version: 2,
        ..made.clone()
    };
    assert_eq!(changed, expected);
    let stale = owner.update_view(made.id, 1, &update).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    let stale = owner.delete_view(made.id, 1).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    view(&owner, "a first one", false).await;
    assert_eq!(names(&owner).await, ["a first one", "All contractors"]);
    owner.delete_view(made.id, 2).await.unwrap();
    let gone = owner.view(made.id).await;
    assert_eq!(problem_type(gone), ProblemType::NotFound);
}

async fn others_have_only_what_is_shared(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let reader = server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    let mine = view(&owner, "Mine", false).await;
    let ours = view(&owner, "Ours", true).await;
    let theirs = view(&reader, "Theirs", false).await;
    assert_eq!(names(&owner).await, ["Mine", "Ours"]);
    assert_eq!(names(&reader).await, ["Ours", "Theirs"]);
    assert_eq!(
        problem_type(reader.view(mine.id).await),
        ProblemType::NotFound
    );
    let rename = UpdateView {
        name: Some("Renamed".to_owned()),
        ..UpdateView::default()
    };
    for (id, kind) in [
        (mine.id, ProblemType::NotFound),
        (ours.id, ProblemType::Forbidden),
    ] {
        assert_eq!(problem_type(reader.update_view(id, 1, &rename).await), kind);
        assert_eq!(problem_type(reader.delete_view(id, 1).await), kind);
    }
    let share = UpdateView {
        shared: Some(true),
        ..UpdateView::default()
    };
    let refused = reader.update_view(theirs.id, 1, &share).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let refused = reader.create_view(&named("Shared", true), None).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    reader.update_view(theirs.id, 1, &rename).await.unwrap();

    // Shared views belong to the organization: another manager may take one.
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let shared = owner.update_view(mine.id, 1, &share).await.unwrap();
    assert!(shared.shared);
    assert_eq!(names(&manager).await, ["Mine", "Ours"]);
    let take = UpdateView {
        shared: Some(false),
        ..UpdateView::default()
    };
    let taken = manager.update_view(mine.id, 2, &take).await.unwrap();
    assert!(!taken.shared);
    assert_eq!(names(&owner).await, ["Ours"]);
}

async fn what_a_list_would_refuse_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateView {
        search: Some("a b c d e f g h i".to_owned()),
        filter: Some("role:owner".to_owned()),
        sort: Some("shoeSize".to_owned()),
        columns: vec!["department".to_owned(), "shoeSize".to_owned()],
        ..named(" ", false)
    };
    let refused = owner.create_view(&new, None).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields);
    let mut fields: Vec<_> = problem.errors.iter().map(|e| &*e.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["columns", "filter", "name", "search", "sort"]);
    for columns in [
        vec!["department".to_owned(); 2],
        contract::exports::user_columns()[..21].to_vec(),
    ] {
        let new = CreateView {
            columns,
            ..named("Columns", false)
        };
        let refused = owner.create_view(&new, None).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    }
    let made = view(&owner, "View", false).await;
    let update = UpdateView {
        filter: Change::Set("state:gone".to_owned()),
        ..UpdateView::default()
    };
    let refused = owner.update_view(made.id, 1, &update).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
}

async fn a_key_has_no_views_of_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let made = owner.create_api_key(&new).await.unwrap();
    let key = Client::with_api_key(harness::http(), &server.origin, &made.key);
    view(&owner, "Mine", false).await;
    let ours = view(&key, "Ours", true).await;
    assert_eq!(names(&key).await, ["Ours"]);
    let refused = key.create_view(&named("Own", false), None).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let take = UpdateView {
        shared: Some(false),
        ..UpdateView::default()
    };
    let refused = key.update_view(ours.id, 1, &take).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    key.delete_view(ours.id, 1).await.unwrap();
}

async fn an_owner_has_at_most_100_views(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for number in 0..rules::view::MOST_VIEWS {
        view(&owner, &format!("View {number}"), false).await;
    }
    let refused = owner.create_view(&named("More", false), None).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    let shared = view(&owner, "Shared", true).await;
    let take = UpdateView {
        shared: Some(false),
        ..UpdateView::default()
    };
    let refused = owner.update_view(shared.id, 1, &take).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
}

async fn parallel_requests_do_not_exceed_the_maximum(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let almost = rules::view::MOST_VIEWS - 1;
    for number in 0..almost {
        view(&owner, &format!("View {number}"), false).await;
    }
    let requests = (0..8).map(|number| {
        let (owner, new) = (owner.clone(), named(&format!("Last {number}"), false));
        tokio::spawn(async move { owner.create_view(&new, None).await })
    });
    let requests: Vec<_> = requests.collect();
    let mut saved = 0;
    for request in requests {
        match request.await.unwrap() {
            Ok(_) => saved += 1,
            answer => assert_eq!(problem_type(answer), ProblemType::Conflict),
        }
    }
    assert_eq!(saved, 1);
    assert_eq!(owner.views().await.unwrap().total, almost + 1);
}

async fn views_go_with_their_administrator(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    view(&manager, "Mine", false).await;
    view(&manager, "Ours", true).await;
    let id = manager.administrator_me().await.unwrap().id;
    owner
        .remove_administrator(id, CreatedKeysQuery::default())
        .await
        .unwrap();
    assert_eq!(names(&owner).await, ["Ours"]);
    let refused = manager.views().await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}
