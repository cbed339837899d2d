//! How an organization's pages and emails look: who sees it, and what is refused.

use client::{Client, Portal};
use contract::branding::Branding;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::appearance::Appearance;
use rules::lifetimes::LinkPurpose;

on_both_databases!(
    people_see_the_looks_of_their_organization_only,
    a_color_that_cannot_be_read_is_refused_with_the_reason,
);

fn looks(light: &str, dark: &str, help: &str) -> Appearance {
    Appearance {
        accent_light: light.to_owned(),
        accent_dark: dark.to_owned(),
        help_text: help.to_owned(),
    }
}

async fn set(owner: &Client, appearance: Appearance) -> Result<(), client::Error> {
    let version = owner.organization().await.unwrap().version;
    let change = UpdateOrganization {
        appearance: Some(appearance.into()),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &change).await.map(drop)
}

async fn people_see_the_looks_of_their_organization_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let anybody = server.anonymous(Portal::User);
    let none = Branding::default();
    assert_eq!(anybody.server().await.unwrap().branding, none);

    let help = "Extension 4321\nweekdays <8 to 18>";
    set(&owner, looks("#1d5993", "#8fbfec", help))
        .await
        .unwrap();
    let own = Branding {
        accent_light: Some("#1d5993".to_owned()),
        accent_dark: Some("#8fbfec".to_owned()),
        help_text: Some(help.to_owned()),
    };
    assert_eq!(anybody.server().await.unwrap().branding, own);
    assert_eq!(owner.administrator_me().await.unwrap().branding, own);

    server.pending_user(&owner, "ada@example.com").await;
    let token = server.token_mailed_to("ada@example.com").await;
    let link = anybody.inspect_link(LinkPurpose::UserActivation, &token);
    assert_eq!(link.await.unwrap().branding, own);
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let mail = mails
        .iter()
        .find(|mail| mail.to.as_str() == "ada@example.com");
    let content = &mail.unwrap().content;
    assert!(content.html.contains("#1d5993") && content.html.contains("#8fbfec"));
    assert!(
        content
            .html
            .contains("Extension 4321<br>weekdays &#60;8 to 18&#62;")
    );
    assert!(
        content
            .text
            .contains("\nExtension 4321\nweekdays <8 to 18>\n")
    );

    // A server with several organizations shows none of them to strangers.
    server.organization("Other Ltd", "other@example.org").await;
    assert_eq!(anybody.server().await.unwrap().branding, none);
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    assert_eq!(other.administrator_me().await.unwrap().branding, none);
    server.active_user(&owner, "bob@example.com").await;
    let bob = server
        .sign_in(Portal::User, "bob@example.com", USER_PASSWORD)
        .await;
    assert_eq!(bob.me().await.unwrap().branding, own);
}

async fn a_color_that_cannot_be_read_is_refused_with_the_reason(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for (appearance, field, reason) in [
        (looks("#d8b364", "", ""), "accentLight", "too light"),
        (looks("", "#855f06", ""), "accentDark", "too dark"),
        (looks("red;}", "", ""), "accentLight", "a color such as"),
        (
            looks("", "", "https://evil.example"),
            "helpText",
            "web address",
        ),
        (looks("", "", "a\u{202e}b"), "helpText", "invisible"),
    ] {
        let error = set(&owner, appearance).await.unwrap_err();
        let problem = error.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{field}");
        let fault = &problem.errors[0];
        assert_eq!(fault.field, format!("appearance.{field}"));
        assert!(fault.message.contains(reason), "{}", fault.message);
    }
    let now = owner.organization().await.unwrap();
    assert_eq!(now.settings.appearance, Appearance::default());
}
