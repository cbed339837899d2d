//! Large text and wide spacing (WCAG 1.4.4 and 1.4.12) never make a table wider than its place, and leave
//! room for the form in a panel.

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::applications::CreateApplication;
use contract::bulk_jobs::{BulkJobAction, BulkJobUsers, CreateBulkJob};
use contract::events::EventAction;
use contract::groups::CreateGroup;
use contract::hosts::CreateHost;
use contract::imports::UploadQuery;
use contract::radius::CreateRadiusClient;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::user_attributes::CreateAttribute;
use contract::users::CreateUser;
use contract::webhooks::CreateWebhook;
use rules::attribute::AttributeKind;
use rules::role::Permission;
use rules::state::UserState;
use serde_json::json;

use crate::{ADA, LONG_NAME, directory, owner_signed_in, server};

/// The text at twice its size, or spaced as WCAG 1.4.12 says.
const TEXTS: [&str; 3] = [
    "",
    "html { font-size: 200% !important }",
    "* { letter-spacing: .12em !important; word-spacing: .16em !important; \
     line-height: 1.5 !important }",
];

/// Applies one of these texts.
const APPLY: &str = "
const sheet = new CSSStyleSheet();
sheet.replaceSync(arguments[0]);
document.adoptedStyleSheets = [sheet];";

/// The tables that are wider than their frames.
const TOO_WIDE: &str = "
return [...document.querySelectorAll('.table-frame')]
  .filter((it) => it.scrollWidth > it.clientWidth + 1)
  .map((it) => `${it.querySelector('table').ariaLabel}: ${it.scrollWidth} in ${it.clientWidth}`);";

/// A user with long names.
fn long_names() -> CreateUser {
    CreateUser {
        email: format!("{}@example.com", "wolfeschlegelstein".repeat(3)),
        username: "wolfeschlegelstein".repeat(3),
        state: Some(UserState::Staged),
        display_name: Some("Wolfeschlegelsteinhausenbergerdorff".repeat(2)),
        department: Some("Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk".to_owned()),
        ..CreateUser::default()
    }
}

/// Creates users and a group, and what is done with them, all with long names.
async fn fill_lists_of_users(owner: &Client) {
    let user = owner.create_user(&long_names(), None).await.unwrap().id;
    let group = CreateGroup {
        name: "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk".to_owned(),
        description: Some("Wolfeschlegelsteinhausenbergerdorff".repeat(3)),
    };
    let group = owner.create_group(&group, None).await.unwrap().id;
    let activation = ScheduleChange {
        action: ScheduledAction::Activate,
        at: "2030-03-03T18:00".to_owned(),
        note: Some(LONG_NAME.to_owned()),
        sends_email: true,
        email_to: None,
    };
    let scheduled = owner.schedule_user_change(user, &activation).await;
    scheduled.unwrap();
    let job = CreateBulkJob {
        action: BulkJobAction::Unlock,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            ids: Some(vec![user]),
            ..BulkJobUsers::default()
        },
    };
    owner.create_bulk_job(&job).await.unwrap();
    let query = UploadQuery {
        file_name: Some(format!("{LONG_NAME}.csv")),
        ..UploadQuery::default()
    };
    let file = b"email\nzoe@example.com\n".to_vec();
    owner.upload_import(&query, file).await.unwrap();
    let host = CreateHost {
        name: LONG_NAME.to_owned(),
        groups: vec![group],
        ..CreateHost::default()
    };
    owner.create_host(&host).await.unwrap();
}

/// Creates what is in the other lists, with long names.
async fn fill_other_lists(owner: &Client) {
    let address = format!("https://{}.example.com/{LONG_NAME}", "wolfe".repeat(9));
    let application = CreateApplication::bookmark(LONG_NAME, address.as_str());
    owner.create_application(&application, None).await.unwrap();
    let key = CreateApiKey {
        name: LONG_NAME.to_owned(),
        scopes: Permission::SCOPES.to_vec(),
        expires_in_days: 90,
    };
    owner.create_api_key(&key).await.unwrap();
    let webhook = CreateWebhook {
        name: LONG_NAME.to_owned(),
        url: address,
        events: vec![EventAction::UserCreated.into()],
    };
    owner.create_webhook(&webhook).await.unwrap();
    let network = CreateRadiusClient {
        name: LONG_NAME.to_owned(),
        network: "2001:db8:1234:5678:9abc:def0:1234:5600/120".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    };
    owner.create_radius_client(&network).await.unwrap();
    let attribute = CreateAttribute {
        name: "donaudampfschifffahrtselektrizitaet".to_owned(),
        label: LONG_NAME.to_owned(),
        kind: AttributeKind::Text,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: true,
        searchable: true,
    };
    let attribute = owner.create_user_attribute(&attribute, None).await;
    attribute.unwrap();
    directory::long_names(owner).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_stay_in_their_place() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    fill_lists_of_users(&owner).await;
    fill_other_lists(&owner).await;
    server.mail_settled().await;
    let browser = owner_signed_in(&server).await;
    for (path, heading) in [
        ("/admin/users", "Users"),
        ("/admin/imports", "Imports"),
        ("/admin/bulk-jobs", "Bulk jobs"),
        ("/admin/scheduled-changes", "Scheduled changes"),
        ("/admin/groups", "Groups"),
        ("/admin/applications", "Applications"),
        ("/admin/administrators", "Administrators"),
        ("/admin/events", "Events"),
        ("/admin/settings/attributes", "Settings"),
        ("/admin/settings/bind-users", "Settings"),
        ("/admin/settings/network", "Settings"),
        ("/admin/settings/hosts", "Settings"),
        ("/admin/settings/api-keys", "Settings"),
        ("/admin/settings/webhooks", "Settings"),
        ("/admin/settings/mail", "Settings"),
        ("/admin/settings/wording", "Settings"),
    ] {
        browser.show(path, heading).await;
        browser.find("row", "", true).await;
        for width in [1280, 640] {
            browser.look(width, 800, "light").await;
            browser.still(path).await;
            for text in TEXTS {
                browser.script(APPLY, vec![json!(text)]).await;
                let found = browser.script(TOO_WIDE, vec![]).await;
                assert_eq!(found, json!([]), "{path} at {width} px with “{text}”");
            }
        }
    }
    browser.finish().await;
}

/// At 200 %, a window of 1280 by 800 has room for 640 by 400.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_head_of_a_panel_scrolls_away_in_a_low_window() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    for (height, is_away) in [(800, false), (400, true)] {
        browser.look(640, height, "light").await;
        browser.go(&format!("/admin/users/{}", user.id)).await;
        browser.find("field", "First name", true).await;
        let away = "document.querySelector('.drawer').scrollTop = 10000;
            return document.querySelector('.drawer-head').getBoundingClientRect().bottom <= 0;";
        assert_eq!(browser.script(away, vec![]).await, json!(is_away));
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_name_takes_two_lines_of_the_head_of_a_panel() {
    let (server, owner) = server().await;
    let user = owner.create_user(&long_names(), None).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.find("field", "First name", true).await;
    browser.script(APPLY, vec![json!(TEXTS[1])]).await;
    let lines = "const name = document.querySelector('.drawer-head h2');
        const line = parseFloat(getComputedStyle(name).lineHeight);
        return [name.clientHeight, name.scrollHeight].map((it) => Math.round(it / line));";
    let lines = browser.script(lines, vec![]).await;
    let (shown, needed) = (lines[0].as_u64().unwrap(), lines[1].as_u64().unwrap());
    assert_eq!(shown, 2);
    assert!(needed > 2, "the name is too short to show it: {needed}");
    browser.finish().await;
}
