//! Imports in the Admin Portal.

use contract::page::ListQuery;
use serde_json::json;

use crate::{owner_signed_in, server};

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
    let browser = owner_signed_in(&server).await;
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
    browser
        .script(DROP, vec![json!(FILE), json!("people.csv")])
        .await;
    browser.heading("people.csv").await;
    browser.see("For example zoe@example.com, nobody").await;
    browser.button("Check file").await;
    browser.see("Map a column").await;

    let address = browser.find("field", "Address", false).await;
    address.select_by_value("email").await.unwrap();
    browser.button("Check file").await;
    browser
        .see("2 rows: 1 create a user, 0 change one, 0 leave one unchanged, 1 have problems")
        .await;
    browser.see("Enter an email address like").await;
    // It can be left and come back to.
    browser.reload().await;
    browser.see("Enter an email address like").await;
    browser.button("Import 1 user").await;
    browser.see("The import is complete.").await;
    browser
        .see("2 rows: 1 created a user, 0 changed one, 0 left one unchanged, 1 had problems.")
        .await;
    let after = owner.users(&ListQuery::default()).await.unwrap().total;
    assert_eq!(after, before + 1);
    browser.finish().await;
}
