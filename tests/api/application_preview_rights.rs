//! A preview of a change of an application shows no more than its caller may change and see, is validated
//! as the change is, and is paged.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::applications::{MAX_PREVIEWED_ASSIGNMENTS, PreviewApplication, UpdateApplication};
use contract::change::Change;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::previews::AffectedQuery;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases, problem_type};
use rules::application::OpenTo;
use rules::role::{Permission, Role};
use uuid::Uuid;

use crate::applications::application;
use crate::groups::group;

on_both_databases!(
    only_those_who_may_change_an_application_and_see_users_preview_it,
    a_change_of_an_application_is_validated_as_when_it_is_saved,
    assignments_to_preview_must_exist_and_are_listed_once,
    an_application_of_another_organization_is_not_previewed,
    pages_have_every_affected_user_once,
);

fn to_everyone() -> PreviewApplication {
    let update = UpdateApplication {
        open_to: Some(OpenTo::Everyone),
        ..UpdateApplication::default()
    };
    update.into()
}

/// The type of the problem with which both calls are refused; `None` if both are answered.
async fn refused(
    client: &Client,
    id: ApplicationId,
    change: &PreviewApplication,
) -> Option<ProblemType> {
    let counts = client.preview_application(id, change).await.map(drop);
    let any = AffectedQuery::default();
    let list = client.affected_by_application(id, &any, change).await;
    let [counts, list] = [counts, list.map(drop)].map(|answer| {
        let refused = answer.is_err();
        refused.then(|| problem_type(answer))
    });
    assert_eq!(counts, list);
    counts
}

/// The field and the code of what is wrong with a change.
async fn wrong(
    client: &Client,
    id: ApplicationId,
    change: &PreviewApplication,
) -> Vec<(String, String)> {
    let refused = client.preview_application(id, change).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields);
    let errors = problem.errors.iter();
    errors
        .map(|error| (error.field.to_string(), error.code.to_string()))
        .collect()
}

async fn only_those_who_may_change_an_application_and_see_users_preview_it(backend: Backend) {
    use Permission::{ApplicationsRead, ApplicationsWrite, GroupsRead, UsersRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (wiki, change) = (application(&owner, "Wiki").await.id, to_everyone());
    let forbidden = Some(ProblemType::Forbidden);
    for (role, expected) in [
        (Role::Owner, None),
        (Role::Manager, None),
        (Role::HelpDesk, forbidden),
        (Role::ReadOnly, forbidden),
    ] {
        let email = format!("new-{}@example.com", role.as_str());
        let client = server.administrator(&owner, &email, role).await;
        assert_eq!(refused(&client, wiki, &change).await, expected, "{role:?}");
    }
    // It would show who is in the group.
    let of_group = PreviewApplication {
        unassign_groups: vec![group(&owner, "Sales").await.id],
        ..PreviewApplication::default()
    };
    for (scopes, change, expected) in [
        (vec![ApplicationsWrite, UsersRead], &change, None),
        (vec![ApplicationsWrite], &change, forbidden),
        (vec![ApplicationsRead, UsersRead], &change, forbidden),
        (vec![ApplicationsWrite, UsersRead], &of_group, forbidden),
        (
            vec![ApplicationsWrite, UsersRead, GroupsRead],
            &of_group,
            None,
        ),
    ] {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.clone(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        let client = Client::with_api_key(http(), &server.origin, &key);
        let answer = refused(&client, wiki, change).await;
        assert_eq!(answer, expected, "{scopes:?}");
    }
    let nobody = server.anonymous(Portal::Admin);
    let answer = refused(&nobody, wiki, &change).await;
    assert_eq!(answer, Some(ProblemType::Unauthenticated));
}

async fn a_change_of_an_application_is_validated_as_when_it_is_saved(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    for update in [
        UpdateApplication {
            fresh_minutes: Change::Set(43_201),
            letter: Some("too long".to_owned()),
            ..UpdateApplication::default()
        },
        UpdateApplication {
            launch_url: Change::Clear,
            ..UpdateApplication::default()
        },
    ] {
        let saved = owner.update_application(wiki, 1, &update).await;
        let saved = saved.unwrap_err().problem().unwrap().clone();
        assert_eq!(saved.kind, ProblemType::InvalidFields);
        let change = update.into();
        let answer = owner.preview_application(wiki, &change).await;
        let answer = answer.unwrap_err().problem().unwrap().clone();
        assert_eq!(answer.errors, saved.errors);
    }
}

async fn assignments_to_preview_must_exist_and_are_listed_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    let sales = group(&owner, "Sales").await.id;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let nothing = PreviewApplication::default;
    let unknown = PreviewApplication {
        assign_groups: vec![sales, GroupId(Uuid::from_u128(1))],
        unassign_users: vec![ada, UserId(Uuid::from_u128(2))],
        ..nothing()
    };
    let expected = [
        ("assignGroups".to_owned(), "not_found".to_owned()),
        ("unassignUsers".to_owned(), "not_found".to_owned()),
    ];
    assert_eq!(wrong(&owner, wiki, &unknown).await, expected);
    let twice = PreviewApplication {
        assign_groups: vec![sales],
        unassign_groups: vec![sales],
        ..nothing()
    };
    let expected = [("unassignGroups".to_owned(), "duplicate".to_owned())];
    assert_eq!(wrong(&owner, wiki, &twice).await, expected);
    let many = (0..=MAX_PREVIEWED_ASSIGNMENTS as u128).map(|n| GroupId(Uuid::from_u128(n)));
    let many = PreviewApplication {
        assign_groups: many.collect(),
        ..nothing()
    };
    let expected = [("assignGroups".to_owned(), "too_many".to_owned())];
    assert_eq!(wrong(&owner, wiki, &many).await, expected);
    assert_eq!(refused(&owner, wiki, &nothing()).await, None);
}

async fn an_application_of_another_organization_is_not_previewed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    let sales = group(&owner, "Sales").await.id;
    server.active_user(&owner, "ada@example.com").await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let change = to_everyone();
    let not_found = Some(ProblemType::NotFound);
    assert_eq!(refused(&other, wiki, &change).await, not_found);
    let own = application(&other, "Wiki").await.id;
    let preview = other.preview_application(own, &change).await.unwrap();
    assert_eq!((preview.examined, preview.affected), (0, 0));
    let theirs = PreviewApplication {
        assign_groups: vec![sales],
        ..PreviewApplication::default()
    };
    let expected = [("assignGroups".to_owned(), "not_found".to_owned())];
    assert_eq!(wrong(&other, own, &theirs).await, expected);
    let preview = owner.preview_application(wiki, &change).await.unwrap();
    assert_eq!((preview.examined, preview.affected), (1, 1));
}

async fn pages_have_every_affected_user_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    let mut expected = Vec::new();
    for n in 0..5 {
        let email = format!("user{n}@example.com");
        expected.push(server.pending_user(&owner, &email).await.id.0);
    }
    let change = to_everyone();
    let mut query = AffectedQuery {
        limit: Some(2),
        ..AffectedQuery::default()
    };
    let mut found = Vec::new();
    loop {
        let page = owner.affected_by_application(wiki, &query, &change).await;
        let page = page.unwrap();
        assert!(page.items.len() <= 2);
        found.extend(page.items.iter().map(|one| one.id));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(found, expected);
}
