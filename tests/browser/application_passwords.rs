//! Application passwords: the user's own under Security, and those of a user in the panel.

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use harness::USER_PASSWORD;

use crate::accessibility::Report;
use crate::opened_applications::bookmark;
use crate::{ADA, ada_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_creates_one_and_revokes_it() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let wiki = bookmark(&server, &owner, "Wiki").await;
    let browser = ada_at_home(&server).await;
    let mut report = Report::new();
    browser.link("Security").await;
    browser.heading("Application passwords").await;
    browser.see("No application passwords.").await;
    browser.button("Create an application password").await;
    browser.button("Create password").await;
    browser.see("Enter a name").await;
    report
        .now(&browser, "the form for an application password")
        .await;
    browser.fill("Device or program", "Mail on my phone").await;
    browser
        .until("the application to choose", async || {
            let field = browser.seek("field", "For", false).await?;
            field.select_by_label("Wiki").await.ok()
        })
        .await;
    browser.button("Create password").await;
    browser.see("Shown only once.").await;
    let secret = browser.value("Application password").await;
    assert_eq!(secret.len(), 34, "{secret}");
    report
        .now(&browser, "an application password, shown once")
        .await;
    browser.button("Done").await;
    browser.see("Mail on my phone").await;
    browser.see("Not used yet").await;
    browser.see("You created an application password").await;
    report
        .now(&browser, "a list of application passwords")
        .await;
    let shown = owner.user_application_passwords(user.id).await.unwrap();
    assert_eq!(shown.items[0].application_id, Some(wiki.id));

    browser.reload().await;
    browser.see("Mail on my phone").await;
    let label = "Revoke the application password Mail on my phone";
    browser.button(label).await;
    browser.button("Revoke").await;
    browser.see("Revoked. It no longer works.").await;
    browser.see("No application passwords.").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sees_why_one_is_refused_and_revokes_it() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let wanted = CreateApplicationPassword {
        name: "Printer".to_owned(),
        application_id: None,
    };
    ada.create_my_application_password(&wanted).await.unwrap();
    owner.expire_user_password(user.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser
        .go(&format!("/admin/users/{}?tab=sign-in", user.id))
        .await;
    browser.heading("Application passwords").await;
    browser.see("The password of the account has expired").await;
    browser.click("tab", "Security").await;
    browser.see("A device or program").await;
    browser.see("Refused now").await;
    report
        .now(&browser, "the application passwords of a user")
        .await;
    browser
        .button("Revoke the application password Printer")
        .await;
    browser.button("Revoke").await;
    browser.see("Revoked. It no longer works.").await;
    browser.see("No application passwords.").await;
    browser.click("tab", "Activity").await;
    browser.see("Application password revoked").await;
    report.assert_empty();
    browser.finish().await;
}
