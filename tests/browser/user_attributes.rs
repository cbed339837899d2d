//! Custom attributes: defined in the settings, filled in by administrators and users.

use contract::user_attributes::{AttributeKind, AttributeValue, CreateAttribute};
use contract::users::{CreateUser, UpdateUser};
use serde_json::json;

use crate::accessibility::Report;
use crate::{ADA, LONG_NAME, ada_at_home, owner_signed_in, server};

/// The Enter key.
const ENTER: &str = "\u{e007}";
/// The Escape key.
const ESCAPE: &str = "\u{e00c}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_defined_filled_in_and_deleted() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/attributes").await;
    browser.see("No attributes yet").await;
    browser.link("Add attribute").await;
    browser.heading("Add attribute").await;
    browser.button("Add attribute").await;
    browser.see("Enter a label").await;
    let mut report = Report::new();
    report.now(&browser, "an attribute without a label").await;
    browser.fill("Label", "Badge number").await;
    browser.has_value("Name in the API", "badgeNumber").await;
    browser.click_part("radio", "See and edit it").await;
    browser.button("Add attribute").await;
    browser.see("Badge number saved").await;
    browser.rows(1).await;
    let made = owner.user_attributes().await.unwrap().items.remove(0);
    assert_eq!(
        (&*made.name, made.kind),
        ("badgeNumber", AttributeKind::Text)
    );

    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.fill("Badge number", "4711").await;
    browser.button("Save user").await;
    browser.see("User saved").await;
    let value = async || {
        let user = owner.user(ada.id).await.unwrap();
        user.attributes.get("badgeNumber").cloned()
    };
    assert_eq!(value().await, Some(AttributeValue::Text("4711".to_owned())));

    let own = ada_at_home(&server).await;
    own.link("Profile").await;
    own.has_value("Badge number", "4711").await;
    own.fill("Badge number", "12").await;
    own.button("Save changes").await;
    own.see("Profile saved").await;
    own.reload().await;
    own.has_value("Badge number", "12").await;
    own.finish().await;
    assert_eq!(value().await, Some(AttributeValue::Text("12".to_owned())));

    browser.go("/admin/settings/attributes").await;
    browser.rows(1).await;
    browser.menu("Actions for Badge number", "Delete").await;
    browser.heading("Delete Badge number?").await;
    browser
        .see("The value of 1 user is deleted with Badge number.")
        .await;
    report.now(&browser, "deleting an attribute").await;
    report.assert_empty();
    browser.button("Delete attribute").await;
    browser.see("Badge number deleted").await;
    browser.see("No attributes yet").await;
    assert_eq!(value().await, None);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_user_needs_what_is_required() {
    let (server, owner) = server().await;
    let badge = CreateAttribute {
        name: "badge".to_owned(),
        label: LONG_NAME.to_owned(),
        kind: AttributeKind::Number,
        choices: Vec::new(),
        required: true,
        user_access: None,
        filterable: false,
        searchable: false,
    };
    owner.create_user_attribute(&badge, None).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users/new").await;
    browser.fill("Company email", ADA).await;
    browser.fill(LONG_NAME, "seven").await;
    browser.button("Create user").await;
    browser.see("Enter a number between").await;
    let mut report = Report::new();
    report
        .now(&browser, "a new user whose attribute is wrong")
        .await;
    report.assert_empty();
    browser.fill(LONG_NAME, "7").await;
    browser.button("Create user").await;
    browser.see("ada created").await;
    let all = owner.users(&contract::page::ListQuery::default()).await;
    let ada = all.unwrap().items.remove(0);
    assert_eq!(ada.attributes["badge"], AttributeValue::Number(7.into()));
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_are_filtered_by_a_choice() {
    let (server, owner) = server().await;
    let size = CreateAttribute {
        name: "size".to_owned(),
        label: LONG_NAME.to_owned(),
        kind: AttributeKind::Choice,
        choices: vec!["Small".to_owned(), "Large".to_owned()],
        required: false,
        user_access: None,
        filterable: true,
        searchable: false,
    };
    owner.create_user_attribute(&size, None).await.unwrap();
    let ada = server.pending_user(&owner, ADA).await;
    server.pending_user(&owner, "bob@example.com").await;
    let large = AttributeValue::Text("Large".to_owned());
    let changes = UpdateUser {
        attributes: [("size".to_owned(), Some(large))].into(),
        ..UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &changes)
        .await
        .unwrap();
    let browser = owner_signed_in(&server).await;
    browser
        .go("/admin/users?filter=attributes.size:Large&columns=attributes.size,email")
        .await;
    browser.rows(1).await;
    browser.find("link", "ada", false).await;
    browser.see("Large").await;
    let mut report = Report::new();
    report.now(&browser, "a column with a long name").await;
    browser.go("/admin/settings/attributes").await;
    browser.rows(1).await;
    report.now(&browser, "a list of attributes").await;
    browser.link(LONG_NAME).await;
    browser.heading(LONG_NAME).await;
    report.now(&browser, "an attribute with choices").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_are_filtered_by_typed_values() {
    let (server, owner) = server().await;
    for (name, label, kind) in [
        ("badge", "Badge", AttributeKind::Number),
        ("site", "Site", AttributeKind::Text),
        ("trained", "Training", AttributeKind::Date),
    ] {
        let new = CreateAttribute {
            name: name.to_owned(),
            label: label.to_owned(),
            kind,
            choices: Vec::new(),
            required: false,
            user_access: None,
            filterable: true,
            searchable: false,
        };
        owner.create_user_attribute(&new, None).await.unwrap();
    }
    for (username, badge, site, trained) in [
        ("ada", 10, "Oslo", "2026-01-31"),
        ("bob", 9, "Oslo", "2026-03-01"),
        ("cy", 11, "Cork", "2026-01-31"),
    ] {
        let text = |value: &str| AttributeValue::Text(value.to_owned());
        let values = [
            ("badge", AttributeValue::Number(badge.into())),
            ("site", text(site)),
            ("trained", text(trained)),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value));
        let new = CreateUser {
            email: format!("{username}@example.com"),
            username: username.to_owned(),
            attributes: values.into(),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
    let browser = owner_signed_in(&server).await;
    // A date of an attribute has no time zone.
    let far_east = json!({ "timezoneId": "Pacific/Auckland" });
    browser
        .devtools("Emulation.setTimezoneOverride", &far_east)
        .await;
    browser.go("/admin/users").await;
    browser.rows(3).await;
    browser.button("Filter").await;
    browser.fill("Badge: at least", "many").await;
    browser.fill("Site", "oslo").await;
    browser.keys(ENTER).await;
    browser.see("Enter a number between").await;
    browser.rows(3).await;
    let mut report = Report::new();
    report.now(&browser, "a filter with a wrong number").await;
    report.assert_empty();
    browser.fill("Badge: at least", "10").await;
    browser.keys(ENTER).await;
    browser.rows(1).await;
    let filter = "/admin/users?filter=attributes.badge.atLeast:10";
    browser.at(&format!("{filter};attributes.site:oslo")).await;
    browser.has_value("Badge: at least", "").await;
    browser.enter_date("Training: since", "2026-01-31").await;
    browser.enter_date("Training: before", "2026-02-01").await;
    browser.button("Apply filters").await;
    let trained = "attributes.trained.since:2026-01-31;attributes.trained.before:2026-02-01";
    browser
        .at(&format!("{filter};attributes.site:oslo;{trained}"))
        .await;
    browser.rows(1).await;
    browser.keys(ESCAPE).await;

    browser.button("Remove filter Site: oslo").await;
    browser.rows(2).await;
    browser
        .button("Remove filter Training: since 2026-01-31")
        .await;
    browser
        .button("Remove filter Training: before 2026-02-01")
        .await;
    browser.at(filter).await;
    browser.menu("Views", "Save as new view").await;
    browser.heading("Save as new view").await;
    browser.fill("Name", "High badges").await;
    browser.button("Save view").await;
    browser.see("View High badges saved").await;
    browser.button("Remove filter Badge: at least 10").await;
    browser.rows(3).await;
    browser.menu("Views", "High badges").await;
    browser.rows(2).await;
    browser.finish().await;
}
