use contract::problem::ProblemType;
use contract::user_attributes::{
    AttributeAccess, AttributeDefinition, AttributeKind, CreateAttribute, UpdateAttribute,
};
use harness::{Backend, TestServer, on_both_databases, problem_type};

use super::{add, attribute, choice, text};
use crate::groups::events;

on_both_databases!(
    an_attribute_is_added_changed_and_deleted_with_its_values,
    wrong_definitions_are_refused,
    a_choice_that_users_have_stays,
    an_organization_has_at_most_fifty_attributes,
    a_repeated_create_makes_one_attribute,
);

async fn an_attribute_is_added_changed_and_deleted_with_its_values(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let badge = add(&owner, &attribute("badge", AttributeKind::Number)).await;
    let site = add(&owner, &attribute("site", AttributeKind::Text)).await;
    assert_eq!((badge.position, site.position), (0, 1));
    assert_eq!(badge.user_access, AttributeAccess::None);
    let all = owner.user_attributes().await.unwrap();
    assert_eq!(all.items, [badge.clone(), site.clone()]);

    let ada = server.pending_user(&owner, "ada@example.com").await;
    let changes = contract::users::UpdateUser {
        attributes: [("site".to_owned(), Some(text("Oslo")))].into(),
        ..contract::users::UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &changes)
        .await
        .unwrap();

    let changes = UpdateAttribute {
        label: Some("Office".to_owned()),
        user_access: Some(AttributeAccess::Read),
        position: Some(0),
        ..UpdateAttribute::default()
    };
    let changed = owner
        .update_user_attribute(site.id, site.version, &changes)
        .await
        .unwrap();
    let expected = AttributeDefinition {
        label: "Office".to_owned(),
        user_access: AttributeAccess::Read,
        position: 0,
        version: 2,
        ..site.clone()
    };
    assert_eq!(changed, expected);
    let ada = owner.user(ada.id).await.unwrap();
    assert_eq!(ada.attributes["site"], text("Oslo"));
    let stale = owner.delete_user_attribute(site.id, site.version).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);

    let counted = owner.user_attribute(site.id).await.unwrap();
    assert_eq!(counted.users, Some(1));
    owner.delete_user_attribute(site.id, 2).await.unwrap();
    let ada = owner.user(ada.id).await.unwrap();
    assert!(ada.attributes.is_empty());
    let gone = owner.user_attribute(site.id).await;
    assert_eq!(problem_type(gone), ProblemType::NotFound);

    let updated = events(&owner, "attribute.updated").await.remove(0);
    assert_eq!(updated.detail["fields"], "label, userAccess, position");
    let deleted = events(&owner, "attribute.deleted").await.remove(0);
    assert_eq!(
        (&*deleted.detail["name"], &*deleted.detail["users"]),
        ("site", "1")
    );
}

async fn wrong_definitions_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    let long = "x".repeat(101);
    for (new, field, code) in [
        (attribute("Badge", AttributeKind::Text), "name", "malformed"),
        (
            attribute("cost.center", AttributeKind::Text),
            "name",
            "malformed",
        ),
        (attribute("badge", AttributeKind::Text), "name", "taken"),
        (choice("size", &[]), "choices", "required"),
        (choice("size", &["S", " s "]), "choices", "duplicate"),
        (choice("size", &[&long]), "choices", "too_long"),
        (
            CreateAttribute {
                choices: vec!["S".to_owned()],
                ..attribute("size", AttributeKind::Text)
            },
            "choices",
            "not_allowed",
        ),
        (
            CreateAttribute {
                label: " ".to_owned(),
                ..attribute("size", AttributeKind::Text)
            },
            "label",
            "required",
        ),
    ] {
        let refused = owner.create_user_attribute(&new, None).await.unwrap_err();
        let error = refused.problem().unwrap().errors[0].clone();
        assert_eq!((&*error.field, &*error.code), (field, code));
    }
    assert_eq!(owner.user_attributes().await.unwrap().total, 1);
}

async fn a_choice_that_users_have_stays(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let size = add(&owner, &choice("size", &["S", "M", "L"])).await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let changes = contract::users::UpdateUser {
        attributes: [("size".to_owned(), Some(text("M")))].into(),
        ..contract::users::UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &changes)
        .await
        .unwrap();
    let to = |choices: &[&str]| UpdateAttribute {
        choices: Some(choices.iter().map(ToString::to_string).collect()),
        ..UpdateAttribute::default()
    };
    let refused = owner
        .update_user_attribute(size.id, size.version, &to(&["S", "L"]))
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].code, "in_use");
    let changed = owner
        .update_user_attribute(size.id, size.version, &to(&["XL", "M"]))
        .await
        .unwrap();
    assert_eq!(changed.choices, ["XL", "M"]);
}

async fn an_organization_has_at_most_fifty_attributes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for number in 0..50 {
        add(
            &owner,
            &attribute(&format!("a{number}"), AttributeKind::YesNo),
        )
        .await;
    }
    let more = attribute("more", AttributeKind::YesNo);
    let refused = owner.create_user_attribute(&more, None).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
}

async fn a_repeated_create_makes_one_attribute(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = attribute("badge", AttributeKind::Number);
    let first = owner.create_user_attribute(&new, Some("once")).await;
    let second = owner.create_user_attribute(&new, Some("once")).await;
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(owner.user_attributes().await.unwrap().total, 1);
}
