//! Imports in the Admin Portal.

use std::time::Duration;

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::ids::ImportId;
use contract::imports::{ImportState, UploadQuery};
use contract::page::ListQuery;
use harness::{TestServer, http, until};
use rules::role::Permission;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::accessibility::Report;
use crate::exports::{KEEP, first_saved};
use crate::{LONG_NAME, owner_at_home, owner_signed_in, server};

const FILE: &str = "Address;Vorname;Notes\nzoe@example.com;Zoë;x\nnobody;Bob;y\n";

/// Drops a file with this text and this name.
const DROP: &str = r"
    const data = new DataTransfer();
    data.items.add(new File([arguments[0]], arguments[1], { type: 'text/csv' }));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector('.file-field').dispatchEvent(drop);
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_dropped_mapped_checked_and_imported() {
    let (server, owner) = server().await;
    let before = owner.users(&ListQuery::default()).await.unwrap().total;
    let browser = owner_at_home(&server).await;
    let mut report = Report::new();
    browser.link("Users").await;
    browser.link("Import").await;
    browser.see("No imports yet").await;
    browser.link("Import users").await;
    browser.heading("Import users").await;

    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.csv");
    std::fs::write(&book, "PK\u{3}\u{4}").unwrap();
    let field = browser.find("field", "Choose file", false).await;
    field.send_keys(&book.display().to_string()).await.unwrap();
    browser.see("In Excel, save it as CSV UTF-8").await;
    let file = FILE.replace(";y", &format!(";{LONG_NAME}"));
    browser
        .script(DROP, vec![json!(file), json!("people.csv")])
        .await;
    browser.heading("people.csv").await;
    browser.see("For example zoe@example.com, nobody").await;
    browser.button("Start dry run").await;
    browser.see("Map a column").await;
    report.now(&browser, "columns that are not mapped").await;

    let address = browser.find("field", "Address", false).await;
    address.select_by_value("email").await.unwrap();
    browser.button("Start dry run").await;
    browser
        .see("2 rows: 1 to create, 0 to change, 0 unchanged, 1 with problems")
        .await;
    browser.see("Enter an email address like").await;
    report.now(&browser, "the rows of a dry run").await;
    // It can be left and come back to.
    browser.reload().await;
    browser.see("Enter an email address like").await;
    browser.button("Import 1 user").await;
    browser.see("The import is complete.").await;
    browser
        .see("2 rows: 1 created, 0 changed, 0 unchanged, 1 with problems.")
        .await;
    browser.see("Enter an email address like").await;
    report.now(&browser, "the result of an import").await;
    report.assert_empty();
    browser.script(KEEP, vec![]).await;
    browser.button("Download result").await;
    let result = first_saved(&browser).await;
    assert!(result.contains(",created,"), "{result}");
    assert!(result.contains(",problem,"), "{result}");
    let after = owner.users(&ListQuery::default()).await.unwrap().total;
    assert_eq!(after, before + 1);

    browser.menu("Actions for people.csv", "Delete").await;
    browser.heading("Delete people.csv?").await;
    browser.see("Imported users stay.").await;
    browser.button("Delete import").await;
    browser.see("people.csv deleted").await;
    browser.at("/admin/imports").await;
    browser.see("No imports yet").await;
    browser.finish().await;
    let imports = owner.imports(&ListQuery::default()).await.unwrap();
    assert_eq!(imports.total, 0);
    let after = owner.users(&ListQuery::default()).await.unwrap().total;
    assert_eq!(after, before + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_rows_are_shown_below_the_first_ones() {
    let (server, _owner) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.link("Import").await;
    browser.link("Import users").await;
    browser.heading("Import users").await;
    let rows: String = (1..=60).map(|number| format!("nobody{number}\n")).collect();
    let file = json!(format!("email\n{rows}"));
    browser
        .script(DROP, vec![file, json!("nobodies.csv")])
        .await;
    browser.heading("nobodies.csv").await;
    browser.button("Start dry run").await;
    browser.see("The first 50 of 60 rows.").await;
    browser.see("nobody50").await;
    browser.button("Show more").await;
    browser.see("nobody60").await;
    browser.finish().await;
}

/// How far each line of the first card is from the edge of the card.
const INDENTS: &str = "
const card = document.querySelector('.drawer .table tbody tr');
const edge = card.getBoundingClientRect().left;
return [...card.cells].map((it) => Math.round(it.getBoundingClientRect().left - edge));";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_the_lines_of_a_row_begin_below_each_other() {
    let (server, owner) = server().await;
    let query = UploadQuery::default();
    let import = owner
        .upload_import(&query, b"email\nnobody\n".to_vec())
        .await;
    let id = import.unwrap().id;
    owner.check_import(id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.look(390, 844, "light").await;
    browser.go(&format!("/admin/imports/{id}")).await;
    browser.see("Enter an email address like").await;
    let indents = browser.script(INDENTS, vec![]).await;
    assert_eq!(indents, json!([16, 16, 16]));
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_panel_says_why_a_run_was_stopped() {
    let (server, owner) = server().await;
    let new = CreateApiKey {
        name: "HR".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let created = owner.create_api_key(&new).await.unwrap();
    let program = Client::with_api_key(http(), &server.origin, &created.key);
    let rows = (1..=500).map(|number| format!("user{number}@example.com\n"));
    let file = format!("email\n{}", rows.collect::<String>());
    let query = UploadQuery::default();
    let import = program.upload_import(&query, file.into_bytes()).await;
    let id = import.unwrap().id;
    program.run_import(id).await.unwrap();
    owner.revoke_api_key(created.api_key.id).await.unwrap();
    let reached = async |state: ImportState| {
        let patience = Duration::from_secs(60);
        until(patience, &format!("{state:?}"), async || {
            let now = owner.import(id).await.unwrap().state;
            (now == state).then_some(())
        })
        .await;
    };
    reached(ImportState::Stopped).await;

    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/imports/{id}")).await;
    browser.see("The server stopped the import.").await;
    browser.see("The API key that began it was revoked.").await;
    let mut report = Report::new();
    report.now(&browser, "an import that was stopped").await;
    report.assert_empty();
    browser.button("Resume import").await;
    reached(ImportState::Finished).await;
    browser.see("The import is complete.").await;
    browser.finish().await;
}

/// Leases an import for an hour, as another server would that does nothing with it.
async fn keep_in_progress(server: &TestServer, id: ImportId) {
    use entity::user_import::{Column, Entity};
    let context = &server.running.context;
    let until = context.now().plus(Duration::from_secs(3600));
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .col_expr(Column::LeasedBy, Expr::value(Uuid::nil()))
        .filter(Column::Id.eq(id.0))
        .exec(context.database().write())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_stopped_and_resumed() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    let rows = (1..=500).map(|number| format!("user{number}@example.com\n"));
    let file = format!("email\n{}", rows.collect::<String>());
    let query = UploadQuery::default();
    let import = owner.upload_import(&query, file.into_bytes()).await;
    let id = import.unwrap().id;
    owner.run_import(id).await.unwrap();
    keep_in_progress(&server, id).await;
    browser.go(&format!("/admin/imports/{id}")).await;
    browser.button("Stop").await;
    browser
        .see("The import was stopped. Changes made so far are kept.")
        .await;
    let stopped = owner.import(id).await.unwrap();
    assert_eq!(stopped.state, ImportState::Stopped);
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    browser.button("Resume import").await;
    browser.see("The import is complete.").await;
    browser.finish().await;
    let users = owner.users(&ListQuery::default()).await.unwrap();
    assert_eq!(users.total, 500);
}
