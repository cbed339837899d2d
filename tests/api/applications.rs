//! Applications: creating, changing, assigning and deleting them.

use client::Client;
use contract::applications::{Application, CreateApplication, UpdateApplication};
use contract::change::Change;
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::application_session;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};
use rules::resource::AfterLoss;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::groups::{events, group};

on_both_databases!(
    an_application_is_created_changed_and_deleted,
    names_are_unique_without_regard_to_case_and_spacing,
    everything_wrong_is_named_at_once,
    an_address_that_is_no_page_is_refused,
    a_repeated_create_makes_one_application,
    a_change_is_based_on_the_current_version,
);

pub const ADDRESS: &str = "https://wiki.example.com/start";

/// Creates a bookmark that is not assigned to anybody.
pub async fn application(by: &Client, name: &str) -> Application {
    let new = CreateApplication::bookmark(name, ADDRESS);
    by.create_application(&new, None).await.unwrap()
}

/// Changes an application, whatever its version.
pub async fn change(by: &Client, id: ApplicationId, update: UpdateApplication) -> Application {
    let version = by.application(id).await.unwrap().version;
    by.update_application(id, version, &update).await.unwrap()
}

/// The sessions of an application.
pub async fn sessions(server: &TestServer, id: ApplicationId) -> Vec<application_session::Model> {
    application_session::Entity::find()
        .filter(application_session::Column::ApplicationId.eq(id.0))
        .all(server.running.context.database().read())
        .await
        .unwrap()
}

/// The number of sessions of an application that have not ended.
pub async fn live(server: &TestServer, id: ApplicationId) -> usize {
    let all = sessions(server, id).await;
    all.iter().filter(|one| one.ended_at.is_none()).count()
}

async fn an_application_is_created_changed_and_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication {
        description: Some("  How we work ".to_owned()),
        category: Some(String::new()),
        template: Some("dokuwiki".to_owned()),
        ..CreateApplication::bookmark(" wiki ", "HTTPS://Wiki.Example.com")
    };
    let made = owner.create_application(&new, None).await.unwrap();
    let expected = Application {
        id: made.id,
        name: "wiki".to_owned(),
        description: Some("How we work".to_owned()),
        letter: "W".to_owned(),
        color: IconColor::Blue,
        template: Some("dokuwiki".to_owned()),
        protocol: ApplicationProtocol::Bookmark,
        enabled: true,
        visible: true,
        category: None,
        launch_url: Some("https://wiki.example.com/".to_owned()),
        open_to: OpenTo::Assigned,
        factor: WantedFactor::None,
        fresh_minutes: None,
        on_lock: AfterLoss::Maintain,
        oidc: None,
        issuer: None,
        secrets: Vec::new(),
        saml: None,
        saml_provider: None,
        groups: 0,
        users: 0,
        last_opened_at: None,
        created_at: made.created_at,
        version: 1,
    };
    assert_eq!(made, expected);
    assert_eq!(owner.application(made.id).await.unwrap(), made);

    let nothing = UpdateApplication::default();
    let same = owner.update_application(made.id, 1, &nothing).await;
    assert_eq!(same.unwrap(), made);
    let update = UpdateApplication {
        name: Some("Handbook".to_owned()),
        description: Change::Clear,
        letter: Some("§".to_owned()),
        color: Some(IconColor::Pink),
        enabled: Some(false),
        visible: Some(false),
        category: Change::Set("Knowledge".to_owned()),
        launch_url: Change::Set("http://handbook.example.com/a?b#c".to_owned()),
        open_to: Some(OpenTo::Everyone),
        factor: Some(WantedFactor::Passkey),
        fresh_minutes: Change::Set(0),
        on_lock: Some(AfterLoss::Remove),
        oidc: None,
        saml: None,
    };
    let changed = owner.update_application(made.id, 1, &update).await.unwrap();
    let expected = Application {
        name: "Handbook".to_owned(),
        description: None,
        letter: "§".to_owned(),
        color: IconColor::Pink,
        enabled: false,
        visible: false,
        category: Some("Knowledge".to_owned()),
        launch_url: Some("http://handbook.example.com/a?b#c".to_owned()),
        open_to: OpenTo::Everyone,
        factor: WantedFactor::Passkey,
        fresh_minutes: Some(0),
        on_lock: AfterLoss::Remove,
        version: 2,
        ..made
    };
    assert_eq!(changed, expected);
    let once = UpdateApplication {
        fresh_minutes: Change::Clear,
        ..UpdateApplication::default()
    };
    assert_eq!(change(&owner, made.id, once).await.fresh_minutes, None);

    let updated = events(&owner, "application.updated").await;
    assert_eq!(updated.len(), 2);
    let detail = &updated[1].detail;
    assert_eq!(detail["factor"], "none → passkey");
    assert_eq!(detail["open_to"], "assigned → everyone");
    assert_eq!(detail["on_lock"], "maintain → remove");
    assert_eq!(detail["host"], "wiki.example.com → handbook.example.com");
    assert!(detail["fields"].contains("launchUrl"));
    let target = updated[1].target.as_ref().unwrap();
    assert_eq!((&*target.kind, &*target.name), ("application", "Handbook"));

    owner.delete_application(made.id, 3).await.unwrap();
    let gone = owner.application(made.id).await;
    assert_eq!(problem_type(gone), ProblemType::NotFound);
    let again = owner.delete_application(made.id, 3).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    assert_eq!(events(&owner, "application.created").await.len(), 1);
    assert_eq!(events(&owner, "application.deleted").await.len(), 1);
}

async fn names_are_unique_without_regard_to_case_and_spacing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    application(&owner, "Time sheets").await;
    let other = application(&owner, "Other").await;
    for name in ["time sheets", " TIME  Sheets", "Tíme sheets"] {
        let new = CreateApplication::bookmark(name, ADDRESS);
        let refused = owner.create_application(&new, None).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::Taken);
        assert_eq!(problem.errors[0].field, "name");
        let rename = UpdateApplication {
            name: Some(name.to_owned()),
            ..UpdateApplication::default()
        };
        let refused = owner.update_application(other.id, 1, &rename).await;
        assert_eq!(problem_type(refused), ProblemType::Taken);
    }
    assert_eq!(owner.application(other.id).await.unwrap(), other);
    let cased = UpdateApplication {
        name: Some("OTHER".to_owned()),
        ..UpdateApplication::default()
    };
    assert_eq!(change(&owner, other.id, cased).await.name, "OTHER");
}

async fn everything_wrong_is_named_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wrong = CreateApplication {
        description: Some("x".repeat(501)),
        letter: Some("abc".to_owned()),
        template: Some("No Template".to_owned()),
        protocol: ApplicationProtocol::Saml,
        category: Some("x".repeat(51)),
        launch_url: Some("wiki".to_owned()),
        fresh_minutes: Some(43_201),
        ..CreateApplication::bookmark(" ", ADDRESS)
    };
    let refused = owner.create_application(&wrong, None).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields);
    let errors = problem.errors.iter();
    let named: Vec<_> = errors.map(|one| (&*one.field, &*one.code)).collect();
    let expected = [
        ("name", "required"),
        ("description", "too_long"),
        ("letter", "too_long"),
        ("template", "malformed"),
        ("saml", "required"),
        ("category", "too_long"),
        ("launchUrl", "malformed"),
        ("freshMinutes", "out_of_range"),
    ];
    assert_eq!(named, expected);

    let made = application(&owner, "Wiki").await;
    let wrong = UpdateApplication {
        name: Some("\u{202E}ikiW".to_owned()),
        letter: Some(String::new()),
        launch_url: Change::Set("javascript:alert(1)".to_owned()),
        fresh_minutes: Change::Set(43_201),
        ..UpdateApplication::default()
    };
    let refused = owner.update_application(made.id, 1, &wrong).await;
    let refused = refused.unwrap_err();
    let errors = refused.problem().unwrap().errors.iter();
    let named: Vec<_> = errors.map(|one| (&*one.field, &*one.code)).collect();
    let expected = [
        ("name", "unprintable"),
        ("letter", "required"),
        ("launchUrl", "not_allowed"),
        ("freshMinutes", "out_of_range"),
    ];
    assert_eq!(named, expected);
    let without = UpdateApplication {
        launch_url: Change::Clear,
        ..UpdateApplication::default()
    };
    let refused = owner.update_application(made.id, 1, &without).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    assert_eq!(owner.application(made.id).await.unwrap(), made);
}

async fn an_address_that_is_no_page_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for url in [
        "javascript:alert(document.domain)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "wiki.example.com",
        "//evil.example",
        "https://trusted.example.com@evil.example/",
        "https://ada:secret@wiki.example.com/",
        "https://",
        "",
    ] {
        let new = CreateApplication::bookmark("Wiki", url);
        let refused = owner.create_application(&new, None).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{url}");
        assert_eq!(problem.errors[0].field, "launchUrl", "{url}");
    }
    let long = format!("https://wiki.example.com/{}", "a".repeat(2_000));
    let new = CreateApplication::bookmark("Wiki", long);
    let refused = owner.create_application(&new, None).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 0);
}

async fn a_repeated_create_makes_one_application(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::bookmark("Wiki", ADDRESS);
    let first = owner.create_application(&new, Some("one")).await.unwrap();
    let second = owner.create_application(&new, Some("one")).await.unwrap();
    assert_eq!(first, second);
    let other = CreateApplication::bookmark("Wiki 2", ADDRESS);
    let refused = owner.create_application(&other, Some("one")).await;
    assert_eq!(problem_type(refused), ProblemType::IdempotencyConflict);
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.items, [first]);
}

async fn a_change_is_based_on_the_current_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = application(&owner, "Wiki").await;
    let disable = UpdateApplication {
        enabled: Some(false),
        ..UpdateApplication::default()
    };
    let stale = owner.update_application(made.id, 7, &disable).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    let stale = owner.delete_application(made.id, 7).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    let sales = group(&owner, "Sales").await;
    owner
        .assign_application_to_group(made.id, sales.id)
        .await
        .unwrap();
    // An assignment is no new version, so it does not stop somebody who renames the application.
    let changed = owner.update_application(made.id, 1, &disable).await;
    assert_eq!(changed.unwrap().version, 2);
    for method in [reqwest::Method::PATCH, reqwest::Method::DELETE] {
        let mut request = harness::plain_http()
            .request(
                method.clone(),
                format!("{}/api/v1/applications/{}", server.origin, made.id),
            )
            .bearer_auth(owner.token().unwrap());
        if method == reqwest::Method::PATCH {
            request = request.json(&disable);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 428, "{method}");
    }
}
