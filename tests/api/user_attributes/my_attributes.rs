use client::Portal;
use contract::page::ListQuery;
use contract::user_attributes::{AttributeAccess, AttributeValues};
use contract::users::{ProfileChanges, UpdateUser};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use serde_json::json;

use super::{add, text, text_with};

on_both_databases!(
    a_user_sees_and_edits_what_the_organization_allows,
    the_activity_does_not_name_what_a_user_does_not_see,
);

const ADA: &str = "ada@example.com";

fn change(json: serde_json::Value) -> ProfileChanges {
    serde_json::from_value(json!({ "attributes": json })).unwrap()
}

async fn a_user_sees_and_edits_what_the_organization_allows(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &text_with("secret", AttributeAccess::None)).await;
    add(&owner, &text_with("desk", AttributeAccess::Read)).await;
    add(&owner, &text_with("shirt", AttributeAccess::Write)).await;
    let user = server.active_user(&owner, ADA).await;
    let all = json!({ "secret": "x", "desk": "17", "shirt": "L" });
    let all: UpdateUser = serde_json::from_value(json!({ "attributes": all })).unwrap();
    owner
        .update_user(user.id, user.version, &all)
        .await
        .unwrap();

    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let me = ada.me().await.unwrap();
    let seen = me.attribute_definitions.iter();
    let seen: Vec<_> = seen.map(|one| (&*one.name, one.editable)).collect();
    assert_eq!(seen, [("desk", false), ("shirt", true)]);
    let values = [("desk", "17"), ("shirt", "L")];
    let values: AttributeValues = values
        .map(|(name, value)| (name.to_owned(), text(value)))
        .into();
    assert_eq!(me.attributes, values);

    let changed = ada
        .update_my_profile(me.version, &change(json!({ "shirt": "XL" })))
        .await
        .unwrap();
    assert_eq!(changed.attributes["shirt"], text("XL"));
    for (name, code) in [
        ("desk", "not_allowed"),
        ("secret", "unknown"),
        ("none", "unknown"),
    ] {
        let refused = ada
            .update_my_profile(changed.version, &change(json!({ name: "1" })))
            .await
            .unwrap_err();
        let error = &refused.problem().unwrap().errors[0];
        assert_eq!(
            (&*error.field, &*error.code),
            (&*format!("attributes.{name}"), code)
        );
    }
    let stored = owner.user(user.id).await.unwrap();
    assert_eq!(stored.attributes["secret"], text("x"));
}

async fn the_activity_does_not_name_what_a_user_does_not_see(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let gone = add(&owner, &text_with("gone", AttributeAccess::Read)).await;
    add(&owner, &text_with("secret", AttributeAccess::None)).await;
    add(&owner, &text_with("desk", AttributeAccess::Read)).await;
    let user = server.active_user(&owner, ADA).await;
    let all = json!({ "gone": "1", "secret": "x", "desk": "17" });
    let all: UpdateUser = serde_json::from_value(json!({ "attributes": all })).unwrap();
    owner
        .update_user(user.id, user.version, &all)
        .await
        .unwrap();
    owner
        .delete_user_attribute(gone.id, gone.version)
        .await
        .unwrap();

    let every = ListQuery::default();
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let own = ada.my_activity(&every).await.unwrap().items;
    let mut changed = own.iter().filter(|event| event.action == "user.updated");
    let fields = &changed.next().unwrap().detail["fields"];
    let mut fields: Vec<_> = fields.split(", ").collect();
    fields.sort_unstable();
    assert_eq!(fields, ["attributes", "attributes.desk"]);
    let shown = owner.user_activity(user.id, &every).await.unwrap().items;
    let mut changed = shown.iter().filter(|event| event.action == "user.updated");
    let fields = &changed.next().unwrap().detail["fields"];
    assert!(fields.contains("attributes.secret"), "{fields}");
}
