//! Large text and wide spacing (WCAG 1.4.4 and 1.4.12) never make a table wider than its place, and leave
//! room for the form in a panel.

use contract::groups::CreateGroup;
use contract::users::CreateUser;
use rules::state::UserState;
use serde_json::json;

use crate::{ADA, owner_signed_in, server};

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_stay_in_their_place() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    owner.create_user(&long_names(), None).await.unwrap();
    let group = CreateGroup {
        name: "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk".to_owned(),
        description: Some("Wolfeschlegelsteinhausenbergerdorff".repeat(3)),
    };
    owner.create_group(&group, None).await.unwrap();
    server.mail_settled().await;
    let browser = owner_signed_in(&server).await;
    for (path, heading) in [
        ("/admin/users", "Users"),
        ("/admin/groups", "Groups"),
        ("/admin/administrators", "Administrators"),
        ("/admin/events", "Events"),
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
