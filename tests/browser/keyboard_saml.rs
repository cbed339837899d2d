//! Keyboard only: an application that uses SAML, from its metadata to its certificates and attributes.
//! Each screen on the way keeps the rules for accessibility.

use contract::page::ListQuery;

use crate::accessibility::Report;
use crate::keyboard::{ENTER, ESCAPE, TAB, go_to, has_focus};
use crate::saml_applications::METADATA;
use crate::{owner_signed_in, server};

/// Shift and Tab.
const BACK: &str = "\u{e008}\u{e004}";
const HOME: &str = "\u{e011}";
const RIGHT: &str = "\u{e014}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saml_application_is_added_and_looked_after_without_a_mouse() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();

    // Adding it.
    browser.go("/admin/applications/new").await;
    has_focus(&browser, "Search the catalog").await;
    go_to(&browser, BACK, "Custom SAML").await;
    browser.keys(ENTER).await;
    browser.heading("Add SAML application").await;
    has_focus(&browser, "Name").await;
    browser.keys("Wiki").await;
    go_to(&browser, TAB, "Choose metadata file").await;
    go_to(&browser, TAB, "Or paste the metadata").await;
    browser.keys(METADATA).await;
    go_to(&browser, TAB, "Read metadata").await;
    browser.keys(ENTER).await;
    browser.see("The metadata was read").await;
    report.now(&browser, "metadata that was read").await;
    go_to(&browser, TAB, "Add application").await;
    browser.keys(ENTER).await;
    browser.heading("Give these to the application").await;
    go_to(&browser, TAB, "Choose who may open it").await;
    browser.keys(ENTER).await;
    browser.see("Nobody may open this").await;

    // The tabs.
    go_to(&browser, TAB, "Access").await;
    browser.keys(HOME).await;
    has_focus(&browser, "Overview").await;
    for tab in [
        "Sign-on",
        "Attributes",
        "Access",
        "Policy",
        "Check",
        "Activity",
    ] {
        browser.keys(RIGHT).await;
        has_focus(&browser, tab).await;
        report.now(&browser, tab).await;
    }

    // A certificate is replaced. The focus is at the next step after each.
    browser.keys(HOME).await;
    has_focus(&browser, "Overview").await;
    browser.keys(RIGHT).await;
    has_focus(&browser, "Sign-on").await;
    go_to(&browser, TAB, "Create next certificate").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Sign with this one").await;
    report.now(&browser, "two certificates").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Cancel").await;
    go_to(&browser, TAB, "Sign with this one").await;
    browser.keys(ENTER).await;
    browser
        .see("The server now signs with the new certificate")
        .await;
    has_focus(&browser, "Create next certificate").await;
    go_to(&browser, TAB, "Delete").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Cancel").await;
    go_to(&browser, TAB, "Delete certificate").await;
    browser.keys(ENTER).await;
    browser.see("Certificate deleted").await;
    has_focus(&browser, "Create next certificate").await;
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    let id = all.items[0].id;
    let one = owner.application(id).await.unwrap();
    assert_eq!(one.saml_provider.unwrap().certificates.len(), 1);

    // An attribute is added, and removed.
    go_to(&browser, BACK, "Close").await;
    browser.keys(TAB).await;
    has_focus(&browser, "Sign-on").await;
    browser.keys(RIGHT).await;
    has_focus(&browser, "Attributes").await;
    browser.see("No attributes.").await;
    go_to(&browser, TAB, "Add attribute").await;
    browser.keys(ENTER).await;
    // The new field has the focus.
    has_focus(&browser, "Attribute").await;
    browser.keys("mail").await;
    report.now(&browser, "a new attribute").await;
    let attributes = async |count: usize| {
        let what = format!("{count} attributes");
        browser
            .until(&what, async || {
                let saml = owner.application(id).await.unwrap().saml.unwrap();
                (saml.attributes.len() == count).then_some(())
            })
            .await;
    };
    go_to(&browser, TAB, "Save application").await;
    browser.keys(ENTER).await;
    attributes(1).await;
    browser.see("Application saved").await;
    go_to(&browser, BACK, "Remove").await;
    browser.keys(ENTER).await;
    browser.see("No attributes.").await;
    has_focus(&browser, "Add attribute").await;
    go_to(&browser, TAB, "Save application").await;
    browser.keys(ENTER).await;
    attributes(0).await;
    report.assert_empty();

    // Until the panel knows that nothing is unsaved, it asks.
    browser
        .until("the list of applications", async || {
            browser.keys(ESCAPE).await;
            (browser.address().await == "/admin/applications").then_some(())
        })
        .await;
    browser.finish().await;
}
