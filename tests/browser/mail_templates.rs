//! Rewording emails in the Admin Portal.

use crate::accessibility::Report;
use crate::{ADA, LONG_NAME, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_is_reworded_tried_and_reset() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/wording").await;
    browser.link("Activation").await;
    browser.heading("Activation").await;
    browser.at("/admin/settings/wording/user_activation").await;
    browser
        .has_value("Subject", "{{organization}}: activate your account")
        .await;
    browser.see("The organization's name.").await;

    // What is wrong is said at the field.
    browser.fill("Subject", "Welcome, {{nick}}").await;
    browser.button("Save changes").await;
    browser
        .see("Use only these placeholders: {{name}}, {{organization}}")
        .await;
    let mut report = Report::new();
    report
        .now(&browser, "a wording with a wrong placeholder")
        .await;
    browser.fill("Subject", "Welcome to {{organization}}").await;
    browser
        .fill("Text", "Hi {{name}}, choose a password.")
        .await;
    browser.fill("Heading", LONG_NAME).await;
    browser.button("Preview").await;
    browser.see("Welcome to Example Ltd").await;
    let frame = "const frame = document.querySelector('iframe.mail-frame'); return frame && frame.getAttribute('sandbox') === '' && frame.src;";
    let page = browser.script(frame, vec![]).await;
    let page = page.as_str().expect("a sandboxed frame").to_owned();
    report.now(&browser, "a preview of a wording").await;
    browser.button("Send me a test").await;
    browser.see("is on its way").await;
    let link = server.link_mailed_to(&server.owner_email, "Welcome to Example Ltd");
    assert!(link.await.ends_with("#example"));

    // Nothing typed is lost without a question.
    browser.button("Cancel").await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.button("Save changes").await;
    browser.see("Saved the wording of “Activation”").await;
    browser.at("/admin/settings/wording").await;
    browser.see("Your own").await;
    browser.see("Changed by Olivia Owner").await;
    report.now(&browser, "a list with a changed wording").await;
    report.assert_empty();
    server.pending_user(&owner, ADA).await;
    server.link_mailed_to(ADA, "Welcome to Example Ltd").await;

    browser.link("Activation").await;
    browser
        .has_value("Text", "Hi {{name}}, choose a password.")
        .await;
    browser.button("Use the default wording").await;
    browser
        .has_value("Subject", "{{organization}}: activate your account")
        .await;
    browser.button("Save changes").await;
    browser.see_no("Your own").await;
    assert!(
        !owner
            .mail_template("user_activation")
            .await
            .unwrap()
            .customized
    );

    browser.go(&page).await;
    browser.see("choose a password.").await;
    browser.finish().await;
}
