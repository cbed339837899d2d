//! The LDAP directory in the settings: switched on, its bind users, and numbers from another directory.

use client::Client;
use contract::ldap_bind_users::{BindUserScope, LdapBindUser};
use contract::page::ListQuery;
use harness::{create_bind_user, turn_directory_on};
use rules::directory::DirectoryPolicy;
use rules::resource::AfterLoss;

use crate::accessibility::Report;
use crate::opened_applications::bookmark;
use crate::{ADA, help_desk_signed_in, owner_signed_in, server};

/// A directory with long names, and a bind user in it.
pub async fn long_names(owner: &Client) {
    let suffix = "ou=donaudampfschifffahrtselektrizitaetenhauptbetriebswerk,dc=example,dc=com";
    turn_directory_on(owner, suffix).await;
    create_bind_user(owner, "network-storage-of-the-second-floor").await;
}

/// The label of the field for numbers from another directory.
const LINES: &str = "Lines to import";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_directory_is_switched_on_and_off() {
    let (server, owner) = server().await;
    let policy = async || owner.organization().await.unwrap().settings.directory;
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/directory").await;
    browser.see("LDAP is off: every client is refused.").await;
    browser.see("LDAP is off on this server").await;
    browser
        .click_part("checkbox", "Enable the LDAP directory")
        .await;
    browser.button("Save changes").await;
    browser
        .see("Enter a suffix such as dc=example,dc=com")
        .await;
    browser.fill("Suffix", "example.com").await;
    browser.button("Save changes").await;
    browser.see("Enter a DN such as dc=example,dc=com").await;
    report.now(&browser, "a suffix that is no DN").await;
    browser.fill("Suffix", "dc=example,dc=com").await;
    browser.see("uid=ada,ou=people,dc=example,dc=com").await;
    browser
        .click("checkbox", "Users whose password has expired keep access")
        .await;
    browser
        .click_part("checkbox", "Expired passwords can be replaced through LDAP")
        .await;
    browser
        .click_part("checkbox", "Users and groups also exist on Linux")
        .await;
    browser.fill("Last user number", "500").await;
    browser.button("Save changes").await;
    browser
        .see("Choose a first number of at least 1000, and a last number that is not lower")
        .await;
    browser.fill("Last user number", "19999").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser
        .see("LDAP is on, with the suffix dc=example,dc=com.")
        .await;
    let saved = policy().await;
    assert_eq!(
        saved,
        DirectoryPolicy {
            enabled: true,
            suffix: "dc=example,dc=com".to_owned(),
            on_password_expiry: AfterLoss::Maintain,
            expired_password_changes: false,
            posix: true,
            last_uid: 19_999,
            ..DirectoryPolicy::default()
        }
    );

    browser.reload().await;
    browser.has_value("Suffix", "dc=example,dc=com").await;
    let posix = async || {
        let label = "Users and groups also exist on Linux";
        browser.click_part("checkbox", label).await;
    };
    posix().await;
    browser.see("Linux hosts no longer know the users").await;
    posix().await;
    browser.see_no("Linux hosts no longer know the users").await;
    browser.fill("Suffix", "dc=example,dc=org").await;
    browser
        .see("applications that use the previous suffix lose access")
        .await;
    browser
        .click_part("checkbox", "Enable the LDAP directory")
        .await;
    browser.see("every LDAP client loses access").await;
    report.now(&browser, "a directory that works").await;
    browser.button("Save changes").await;
    browser.see("LDAP is off: every client is refused.").await;
    assert!(!policy().await.enabled);
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bind_user_is_created_seen_once_and_revoked() {
    let (server, owner) = server().await;
    let wiki = bookmark(&server, &owner, "Wiki").await;
    turn_directory_on(&owner, "dc=example,dc=com").await;
    let all = async || -> Vec<LdapBindUser> {
        let page = owner.ldap_bind_users(&ListQuery::default()).await;
        page.unwrap().items
    };
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/bind-users").await;
    browser.see("No bind users").await;
    browser.link("Create bind user").await;
    browser.heading("Create bind user").await;
    browser.button("Create bind user").await;
    browser.see("Enter a name").await;
    browser.fill("Name", "my wiki").await;
    browser
        .click_part("radio", "Users and groups of one application")
        .await;
    browser.button("Create bind user").await;
    browser.see("Choose an application").await;
    report.now(&browser, "the form for a bind user").await;
    browser
        .until("the application to choose", async || {
            let field = browser.seek("field", "Application", true).await?;
            field.select_by_label("Wiki").await.ok()
        })
        .await;
    browser.button("Create bind user").await;
    browser
        .see("Use Latin letters, digits, dots, hyphens and underscores")
        .await;
    browser.fill("Name", "wiki").await;
    browser.button("Create bind user").await;
    browser.heading("Your new bind user").await;
    let dn = browser.value("Bind DN").await;
    assert_eq!(dn, "cn=wiki,ou=services,dc=example,dc=com");
    let password = browser.value("Password").await;
    assert!(password.starts_with("ldap_"), "{password}");
    report.now(&browser, "a bind user, seen once").await;
    browser.button("Done").await;
    browser.see("Users and groups of Wiki").await;
    browser.see("cn=wiki,ou=services,dc=example,dc=com").await;
    browser.see("Olivia Owner").await;
    report.now(&browser, "a list of bind users").await;
    let made = all().await.remove(0);
    assert_eq!(made.reads, BindUserScope::Application);
    assert_eq!(made.application_id, Some(wiki.id));

    browser.menu("Actions for wiki", "Revoke").await;
    browser.heading("Revoke wiki?").await;
    browser.button("Cancel").await;
    assert_eq!(all().await.len(), 1);
    browser.menu("Actions for wiki", "Revoke").await;
    browser.button("Revoke bind user").await;
    browser.see("wiki is revoked").await;
    browser.see("No bind users").await;
    assert!(all().await.is_empty());
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_of_another_directory_are_imported() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/directory").await;
    browser.button("Import numbers").await;
    browser.see("Enter a line such as user,ada,5001,5001").await;
    browser
        .fill(LINES, "user,ada,5001,5001\nuser,nobody,5002,5002")
        .await;
    browser.button("Import numbers").await;
    browser.see("Line 2, nobody: There is no such user").await;
    report.now(&browser, "a line that is not imported").await;
    browser.fill(LINES, "user,ada,5001").await;
    browser.button("Import numbers").await;
    browser.see("Line 1, ada: Write user,NAME").await;
    browser.fill(LINES, "user,ada,5001,5001").await;
    browser.button("Import numbers").await;
    browser.see("1 line is imported. 2 numbers are new.").await;
    browser.has_value(LINES, "").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_help_desk_reads_the_settings() {
    let (server, owner) = server().await;
    let browser = help_desk_signed_in(&server, &owner).await;
    browser.go("/admin/settings/directory").await;
    browser.see("You have view-only access to settings").await;
    browser.see_no("Import numbers").await;
    browser.go("/admin/settings/bind-users").await;
    browser.see("No bind users").await;
    browser.see_no("Create bind user").await;
    browser.go("/admin/settings/bind-users/new").await;
    browser.heading("You don't have permission").await;
    browser.finish().await;
}
