//! How an organization's pages and emails look: who sees it, and what is refused.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::branding::Branding;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, http, on_both_databases,
    problem_type,
};
use rules::appearance::Appearance;
use rules::links::LinkPurpose;
use rules::role::Role;

on_both_databases!(
    people_see_the_looks_of_their_organization_only,
    a_color_that_cannot_be_read_is_refused_with_the_reason,
    a_logo_is_redrawn_and_shown_to_those_who_know_its_address,
    what_is_no_picture_is_refused,
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
        logo: None,
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

    // It is for users. What administrators are warned about stays as it is.
    let invitation = InviteAdministrator {
        email: "zoe@example.com".to_owned(),
        name: "Zoe".to_owned(),
        role: Role::ReadOnly,
    };
    owner.invite_administrator(&invitation, None).await.unwrap();
    server.mail_settled().await;
    let mails = server.running.mailbox.as_ref().unwrap().list();
    for address in [&*server.owner_email, "zoe@example.com"] {
        let mut sent = mails.iter().filter(|mail| mail.to.as_str() == address);
        assert!(sent.clone().count() > 0, "{address}");
        assert!(sent.all(|mail| !mail.content.text.contains("Extension 4321")));
    }

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

/// One pixel.
pub const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async fn a_logo_is_redrawn_and_shown_to_those_who_know_its_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let get = async |path: &str| {
        let answer = http().get(format!("{}{path}", server.origin)).send().await;
        answer.unwrap()
    };
    let version = owner.organization().await.unwrap().version;
    // What is behind the picture is not stored.
    let mut file = STANDARD.decode(PNG).unwrap();
    file.extend(b"<script>alert(1)</script>");
    let set = owner
        .set_logo(version, STANDARD.encode(&file))
        .await
        .unwrap();
    let logo = set.logo.unwrap();
    let shown = server.anonymous(Portal::User).server().await.unwrap();
    assert_eq!(shown.branding.logo.as_ref(), Some(&logo));
    let me = owner.administrator_me().await.unwrap();
    assert_eq!(me.branding.logo.as_ref(), Some(&logo));

    let answer = get(&logo).await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert!(header("cache-control").contains("immutable"));
    let png = answer.bytes().await.unwrap();
    assert!(png.starts_with(b"\x89PNG") && !png.windows(7).any(|part| part == b"<script"));

    // Emails contain it.
    server.pending_user(&owner, "ada@example.com").await;
    server.mail_settled().await;
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let sent = mails
        .iter()
        .find(|mail| mail.to.as_str() == "ada@example.com");
    let sent = sent.unwrap();
    assert!(mail::shows_logo(&sent.content.html));
    assert_eq!(sent.logo.as_deref(), Some(&*png));
    let preview = owner.mail_previews().await.unwrap()[0].page.clone();
    let preview = get(&preview).await;
    let policy = preview.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("img-src data:"), "{policy}");
    let html = preview.text().await.unwrap();
    assert!(html.contains("src=\"data:image/png;base64,"), "{html}");

    // Who knows neither identifier finds nothing.
    let nobody = crate::authorization::NOBODY;
    let (folder, id) = logo.rsplit_once('/').unwrap();
    for path in [
        format!("{folder}/{nobody}"),
        format!("/logos/{nobody}/{id}"),
    ] {
        assert_eq!(get(&path).await.status(), 404, "{path}");
    }

    // Another upload has another address, and the old picture is gone.
    let stale = owner.set_logo(version, PNG.to_owned()).await;
    assert_eq!(problem_type(stale), ProblemType::StaleVersion);
    let other = owner.set_logo(set.version, PNG.to_owned()).await.unwrap();
    assert_ne!(other.logo.as_ref(), Some(&logo));
    assert_eq!(get(&logo).await.status(), 404);
    let removed = owner.remove_logo(other.version).await.unwrap();
    assert_eq!(removed.logo, None);
    assert_eq!(get(&other.logo.unwrap()).await.status(), 404);
}

async fn what_is_no_picture_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let version = owner.organization().await.unwrap().version;
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (picture, code) in [
        ("not base64!".to_owned(), "malformed"),
        (STANDARD.encode(svg), "unknown_format"),
        (STANDARD.encode("GIF89a"), "unknown_format"),
        (String::new(), "unknown_format"),
        (PNG[..64].to_owned(), "malformed"),
        (STANDARD.encode(vec![0; 256 * 1024 + 1]), "too_large"),
    ] {
        let error = owner.set_logo(version, picture).await.unwrap_err();
        let problem = error.problem().unwrap();
        assert_eq!(problem.errors[0].field, "picture");
        assert_eq!(
            problem.errors[0].code, code,
            "{}",
            problem.errors[0].message
        );
    }
    let now = owner.organization().await.unwrap();
    assert_eq!((now.logo, now.version), (None, version));
}
