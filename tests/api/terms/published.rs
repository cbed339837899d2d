//! What administrators publish.

use contract::exports::ExportQuery;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use contract::terms::SetTerms;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::terms::LONGEST_TERMS;

use super::{ADA, publish, with_password};
use crate::groups::events;

on_both_databases!(
    a_text_that_differs_is_the_next_version,
    a_text_is_checked,
    the_list_and_the_export_show_who_has_accepted,
);

async fn a_text_that_differs_is_the_next_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let nothing = owner.organization_terms().await.unwrap();
    assert!(!nothing.required && nothing.current.is_none());

    // What is published is not required yet.
    let first = publish(&owner, "  Be kind.  \r\n\r\nBe brief.", false).await;
    let current = first.current.as_ref().unwrap();
    assert_eq!(
        (current.version, &*current.text),
        (1, "Be kind.\n\nBe brief.")
    );
    assert_eq!(first.published_by.as_deref(), Some("Olivia Owner"));
    assert!(first.version > nothing.version);
    let (portal, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
    assert_eq!(portal.my_terms().await.unwrap().current, None);
    let refused = portal.accept_my_terms(1).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);

    // Turning them on is no new version, and what changes nothing changes nothing.
    let on = publish(&owner, "Be kind.\n\nBe brief.", true).await;
    assert_eq!(on.current, first.current);
    assert!(on.required);
    let same = publish(&owner, "Be kind.\n\nBe brief.\n", true).await;
    assert_eq!(same, on);
    assert!(portal.my_terms().await.unwrap().due);
    let second = publish(&owner, "Be kind.", true).await;
    assert_eq!(second.current.unwrap().version, 2);
    // An earlier text is published again as a new version.
    let third = publish(&owner, "Be kind.\n\nBe brief.", true).await;
    assert_eq!(third.current.unwrap().version, 3);

    let published = events(&owner, "terms.published").await;
    let versions: Vec<_> = published
        .iter()
        .map(|one| &*one.detail["version"])
        .collect();
    assert_eq!(versions, ["3", "2", "1"]);
    let switched = events(&owner, "organization.updated").await;
    assert_eq!(switched.len(), 1);
    assert_eq!(switched[0].detail["fields"], "termsRequired");

    let stale = SetTerms {
        required: false,
        text: "Late.".to_owned(),
    };
    let stale = owner.set_organization_terms(first.version, &stale).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    publish(&owner, "Be kind.", false).await;
    let (_, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
}

async fn a_text_is_checked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let version = owner.organization_terms().await.unwrap().version;
    let long = "x".repeat(LONGEST_TERMS + 1);
    let piled_up = format!("Be kin{}d.", "\u{335}".repeat(90));
    for (text, code) in [
        ("", "required"),
        (" \n\t\n", "required"),
        ("Be \u{202E}kind.", "unprintable"),
        (long.as_str(), "too_long"),
        ("\u{200D}", "invisible"),
        (piled_up.as_str(), "too_many_marks"),
    ] {
        let set = SetTerms {
            required: true,
            text: text.to_owned(),
        };
        let refused = owner.set_organization_terms(version, &set).await;
        let error = refused.unwrap_err();
        let errors = &error.problem().unwrap().errors;
        assert_eq!((&*errors[0].field, &*errors[0].code), ("text", code));
    }
    // Markup is text.
    let markup = "<script>alert(1)</script>";
    let published = publish(&owner, markup, true).await.current.unwrap();
    assert_eq!((published.version, &*published.text), (1, markup));
}

async fn the_list_and_the_export_show_who_has_accepted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, "bob@example.com").await;
    publish(&owner, "Be kind.", true).await;
    let (portal, _) = with_password(&server, ADA).await;
    portal.accept_terms(1).await.unwrap();
    let found = async |accepted: bool| {
        let query = ListQuery {
            filter: Some(format!("termsAccepted:{accepted}")),
            ..ListQuery::default()
        };
        let users = owner.users(&query).await.unwrap().items;
        let names = users.into_iter().map(|user| user.username);
        names.collect::<Vec<_>>()
    };
    assert_eq!(found(true).await, ["ada"]);
    assert_eq!(found(false).await, ["bob"]);
    let query = ExportQuery {
        columns: Some("username,terms.version".to_owned()),
        ..ExportQuery::default()
    };
    let file = owner.export_users(&query).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(file.contains("ada,1\r\n"), "{file}");
    assert!(file.contains("bob,\r\n"), "{file}");
    publish(&owner, "Be brief.", true).await;
    assert_eq!(found(true).await, <[&str; 0]>::default());
    assert_eq!(found(false).await, ["ada", "bob"]);
}
