//! Names that contain code: both apps show them unchanged.

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::api_keys::CreateApiKey;
use contract::groups::CreateGroup;
use contract::links::SetPasswordByLink;
use contract::organization::UpdateOrganization;
use contract::profile::{Kind, Profile};
use contract::users::CreateUser;
use harness::USER_PASSWORD;
use rules::links::LinkPurpose;
use rules::role::{Permission, Role};
use serde_json::{Map, Value, json};

use crate::drive::Browser;
use crate::{ADA, ada_signed_in, owner_signed_in, server};

/// Each payload would run, or leave an element, if text were inserted as markup, into an unquoted
/// attribute, into a script, or through a template.
const PAYLOADS: [&str; 6] = [
    "<img src=x onerror=window.hit=1>",
    "\"><svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "' onmouseover='window.hit=1' x='",
    "{{window.hit=1}}${window.hit=1}",
    "javascript:window.hit=1//",
];

/// A trace that a payload would leave.
const TRACES: &str = "return Boolean(window.hit) || document.querySelectorAll('img[src=x], \
    svg[onload], [onerror], [onmouseover], a[href^=\"javascript:\" i], \
    body script:not([src])').length > 0";

/// Creates a user with `payload` in every profile field that accepts it.
async fn user_called(owner: &Client, email: &str, payload: &str) -> (CreateUser, usize) {
    let address = json!({
        "street": payload, "locality": payload, "region": payload, "country": payload,
    });
    let mut fields = Map::new();
    for field in Profile::FIELDS {
        let value = match field.kind {
            Kind::Text(_) | Kind::Phone => json!(payload),
            Kind::Address => address.clone(),
            Kind::Language | Kind::TimeZone => continue,
        };
        fields.insert(field.name.to_owned(), value);
    }
    let (username, _) = email.split_once('@').unwrap();
    fields.insert("email".to_owned(), json!(email));
    fields.insert("username".to_owned(), json!(username));
    fields.insert("state".to_owned(), json!("active"));
    loop {
        let new: CreateUser = serde_json::from_value(Value::Object(fields.clone())).unwrap();
        match owner.create_user(&new, None).await {
            Ok(_) => return (new, fields.len() - 3),
            Err(refused) => {
                let problem = refused.problem().expect("a problem").clone();
                assert!(!problem.errors.is_empty(), "{problem:?}");
                for error in problem.errors {
                    let field = error.field.split('.').next().unwrap().to_owned();
                    assert!(fields.remove(&field).is_some(), "{field}");
                }
            }
        }
    }
}

async fn harmless(browser: &Browser, where_it_is: &str) {
    let hit = browser.script(TRACES, vec![]).await;
    assert_eq!(hit, Value::Bool(false), "{where_it_is}");
}

/// A screen that shows the first payload.
async fn shows_the_first(browser: &Browser, screen: &str, heading: &str) {
    browser.go(screen).await;
    browser.heading(heading).await;
    browser.see(PAYLOADS[0]).await;
    harmless(browser, screen).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_people_write_runs() {
    let (server, owner) = server().await;
    for (number, payload) in PAYLOADS.into_iter().enumerate() {
        let email = if number == 0 {
            ADA.to_owned()
        } else {
            format!("hostile{number}@example.com")
        };
        let (new, fields) = user_called(&owner, &email, payload).await;
        assert!(fields >= 8, "only {fields} fields take {payload}");
        assert_eq!(new.display_name.as_deref(), Some(payload));
        let invited = InviteAdministrator {
            email: format!("administrator{number}@example.com"),
            name: payload.to_owned(),
            role: Role::ReadOnly,
        };
        owner.invite_administrator(&invited, None).await.unwrap();
        let key = CreateApiKey {
            name: payload.to_owned(),
            scopes: vec![Permission::UsersRead],
            expires_in_days: 1,
        };
        owner.create_api_key(&key).await.unwrap();
        let group = CreateGroup {
            name: payload.to_owned(),
            description: Some(payload.to_owned()),
        };
        owner.create_group(&group, None).await.unwrap();
    }
    let groups = owner.groups(&Default::default()).await.unwrap();
    let users = owner.users(&Default::default()).await.unwrap();
    let activate = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: server.token_mailed_to(ADA).await,
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let portal = server.anonymous(Portal::User);
    portal.set_password_by_link(&activate).await.unwrap();
    let renamed = UpdateOrganization {
        name: Some(PAYLOADS[0].to_owned()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &renamed).await.unwrap();

    let browser = owner_signed_in(&server).await;
    for screen in [
        "/admin/users",
        "/admin/groups",
        "/admin/administrators",
        "/admin/settings/api-keys",
    ] {
        browser.go(screen).await;
        for payload in PAYLOADS {
            browser.see(payload).await;
        }
        harmless(&browser, screen).await;
    }
    for user in &users.items {
        browser.go(&format!("/admin/users/{}", user.id)).await;
        browser.heading(&user.name).await;
        harmless(&browser, &user.name).await;
    }
    for group in &groups.items {
        browser.go(&format!("/admin/groups/{}", group.id)).await;
        browser.heading(&group.name).await;
        browser.button("Add members").await;
        browser.see(ADA).await;
        harmless(&browser, &group.name).await;
    }
    for (screen, heading) in [
        ("/admin", "Hello, Olivia"),
        ("/admin/events", "Events"),
        ("/admin/settings", "Settings"),
        ("/admin/settings/mail", "Settings"),
    ] {
        shows_the_first(&browser, screen, heading).await;
    }
    browser.finish().await;

    let browser = ada_signed_in(&server).await;
    for (screen, heading) in [
        ("/", "Applications"),
        ("/profile", "Profile"),
        ("/security", "Security"),
    ] {
        shows_the_first(&browser, screen, heading).await;
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_in_an_address_runs() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser
        .go("/sign-in?return_to=javascript:window.hit=1")
        .await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Applications").await;
    browser.at("/").await;
    harmless(&browser, "return_to").await;
    browser
        .go("/activate#<img src=x onerror=window.hit=1>")
        .await;
    browser
        .heading("This link has already been used or has expired")
        .await;
    harmless(&browser, "a link's token").await;
    browser.finish().await;

    let browser = owner_signed_in(&server).await;
    for query in ["search", "filter", "sort", "cursor"] {
        for payload in PAYLOADS {
            let encoded: String =
                url::form_urlencoded::byte_serialize(payload.as_bytes()).collect();
            browser.go(&format!("/admin/users?{query}={encoded}")).await;
            browser.heading("Users").await;
            harmless(&browser, query).await;
        }
    }
    browser.finish().await;
}
