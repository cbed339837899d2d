//! An administrator looks after an application that uses OpenID Connect.

use client::{Client, Portal};
use contract::ids::UserId;
use harness::{CALLBACK, RelyingParty, Surfer, TestServer, USER_PASSWORD, web};
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy};
use rules::role::Role;
use serde_json::{Value, json};

use crate::added_applications::copied;
use crate::drive::Browser;
use crate::help_desk::lacks;
use crate::opened_applications::bookmark;
use crate::{ADA, administrator_signed_in, owner_signed_in, server};

/// A server with Ada, an application that is open to everyone, and a browser in which the owner is signed
/// in.
pub struct Setting {
    pub server: TestServer,
    pub owner: Client,
    pub ada: UserId,
    pub rp: RelyingParty,
    pub browser: Browser,
}

impl Setting {
    pub async fn new() -> Self {
        let (server, owner) = server().await;
        let ada = server.active_user(&owner, ADA).await.id;
        let rp = RelyingParty::new(&server, &owner, web()).await;
        let browser = owner_signed_in(&server).await;
        Self {
            server,
            owner,
            ada,
            rp,
            browser,
        }
    }

    /// Opens a tab of the application's panel.
    pub async fn open(&self, tab: &str) {
        let path = format!("/admin/applications/{}?tab={tab}", self.rp.id);
        self.browser.go(&path).await;
        self.browser.heading("Grafana").await;
    }

    async fn save(&self) {
        self.browser.button("Save application").await;
        self.browser.see("Application saved").await;
    }
}

/// Whether the field with this name is marked as wrong.
pub async fn is_wrong(browser: &Browser, name: &str) -> bool {
    let script = "return document.getElementsByName(arguments[0])[0].getAttribute('aria-invalid') === 'true'";
    browser.script(script, vec![json!(name)]).await == json!(true)
}

/// Whether a field or the text of the page contains this.
async fn contains(browser: &Browser, text: &str) -> bool {
    let script = "const wanted = arguments[0];
        const fields = [...document.querySelectorAll('input, textarea')];
        return fields.some((it) => it.value.includes(wanted))
            || document.body.textContent.includes(wanted)";
    browser.script(script, vec![json!(text)]).await == json!(true)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_on_settings_are_changed_and_stay() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("sign-on").await;
    browser.heading("Give these to the application").await;
    assert_eq!(copied(browser, "Issuer").await, here.server.origin);
    let environment = copied(browser, "Environment variables").await;
    let id = format!("OIDC_CLIENT_ID={}\n", here.rp.id);
    assert!(environment.contains(&id), "{environment}");
    assert!(environment.contains("OIDC_CLIENT_SECRET=CLIENT_SECRET\n"));
    browser
        .see("It runs on a server and authenticates with its secret. PKCE protects each sign-in.")
        .await;

    // A bad line is named beside its field, and nothing is saved.
    let insecure = "http://app.example.com/other";
    let two = format!("{CALLBACK}\n{insecure}");
    browser.fill("Redirect URIs", &two).await;
    browser.button("Save application").await;
    browser.see(&format!("{insecure}: Use https")).await;
    assert!(is_wrong(browser, "oidc.redirectUris").await);
    browser.fill("Redirect URIs", "").await;
    browser.button("Save application").await;
    browser.see("Enter at least one redirect URI").await;
    let two = format!("{CALLBACK}\nhttps://app.example.com/other");
    browser.fill("Redirect URIs", &two).await;
    browser
        .fill("Back-channel logout URL", "https://app.example.com/out")
        .await;

    // What is wrong with a rare setting is shown even if it was hidden.
    browser.button("More settings").await;
    browser
        .click_part("radio", "Only if the application sends it")
        .await;
    browser.fill("For how many days", "0").await;
    browser.button("More settings").await;
    browser.button("Save application").await;
    browser.see("Choose 1 to 365 days").await;
    browser.fill("For how many days", "7").await;
    browser.see("keeps access for 7 days").await;

    // An edit is not lost on another tab, nor without a question.
    browser.click("tab", "Policy").await;
    browser.button("Cancel").await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.click("tab", "Sign-on").await;
    here.save().await;
    let saved = here.owner.application(here.rp.id).await.unwrap();
    let oidc = saved.oidc.unwrap();
    assert_eq!(
        oidc.redirect_uris,
        [CALLBACK, "https://app.example.com/other"]
    );
    assert_eq!(oidc.refresh_days, 7);
    assert_eq!(oidc.pkce, PkcePolicy::IfSent);
    let told = oidc.backchannel_logout_uri.as_deref();
    assert_eq!(told, Some("https://app.example.com/out"));

    browser.reload().await;
    browser.has_value("Redirect URIs", &two).await;
    browser.see("It is notified when the session ends.").await;
    browser.button("Close").await;
    browser.rows(1).await;
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_runs_decides_what_else_is_asked() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("sign-on").await;
    browser.see("lks_").await;
    browser.click_part("radio", "On the device").await;
    browser
        .see("Everyone who has the program can read a secret inside it.")
        .await;
    browser.click_part("radio", "With a private key").await;
    browser.button("Save application").await;
    browser.see("Enter the public keys as a JWK set").await;
    browser.click_part("radio", "In the browser").await;
    browser.see_no("Client authentication").await;
    browser.see("Once you save, its secret is deleted.").await;
    browser.fill("Origins", "https://app.example.com/").await;
    browser.button("Save application").await;
    browser.see("enter an origin such as").await;
    assert!(is_wrong(browser, "oidc.origins").await);
    browser.fill("Origins", "https://app.example.com").await;
    here.save().await;
    browser
        .see("It needs no secret, because it does not authenticate.")
        .await;
    lacks(browser, "button", &["Create secret"]).await;
    let saved = here.owner.application(here.rp.id).await.unwrap();
    assert!(saved.secrets.is_empty());
    let oidc = saved.oidc.unwrap();
    assert_eq!(oidc.kind, ClientKind::Browser);
    assert_eq!(oidc.auth, ClientAuthentication::Public);
    assert_eq!(oidc.origins, ["https://app.example.com"]);
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_is_shown_once_and_replaces_another() {
    let mut here = Setting::new().await;
    here.open("sign-on").await;
    let browser = &here.browser;
    browser.see("To replace it without an interruption").await;
    browser.button("Create secret").await;
    browser
        .see("Copy it now; it won't be shown again. Enter it in the application.")
        .await;
    let secret = copied(browser, "New client secret").await;
    browser.see("Both secrets work.").await;
    browser.see("Never used").await;
    lacks(browser, "button", &["Create secret"]).await;
    let environment = copied(browser, "Environment variables").await;
    assert!(environment.contains(&format!("OIDC_CLIENT_SECRET={secret}\n")));
    let both = here.owner.application(here.rp.id).await.unwrap().secrets;
    assert_eq!(both.len(), 2);
    assert!(secret.starts_with(&both[1].hint), "{secret}");

    browser.button("Close").await;
    browser.heading("Leave without saving the secret?").await;
    browser.button("Stay").await;

    // It is gone with the tab, and after a reload.
    browser.click("tab", "Policy").await;
    browser.click("tab", "Sign-on").await;
    browser.see("Both secrets work.").await;
    assert!(!contains(browser, &secret).await);

    let old = here.rp.secret.replace(secret.clone()).unwrap();
    let surfer = Surfer::signed_in(&here.server, ADA).await;
    here.rp.tokens(&surfer, &[]).await;
    browser.reload().await;
    browser.see("Last used").await;
    assert!(!contains(browser, &secret).await);
    browser.button(&format!("Delete {}…", both[0].hint)).await;
    browser
        .heading(&format!("Delete the secret {}…?", both[0].hint))
        .await;
    browser
        .see("The application must use its other secret.")
        .await;
    browser.button("Cancel").await;
    browser.button(&format!("Delete {}…", both[0].hint)).await;
    browser.button("Delete secret").await;
    browser.see("Secret deleted").await;
    browser.see("To replace it without an interruption").await;
    here.rp.tokens(&surfer, &[]).await;
    let code = here.rp.code(&surfer, &[]).await;
    here.rp.secret = Some(old);
    assert_eq!(here.rp.redeem(&code).await.0, 401);

    here.browser
        .button(&format!("Delete {}…", both[1].hint))
        .await;
    here.browser.see("nobody can sign in to it").await;
    here.browser.button("Delete secret").await;
    here.browser.see("It has no secret yet").await;
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_are_mapped_and_seen_for_a_person() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("claims").await;
    browser.see("No additional claims.").await;
    // All seven tabs fit in their row.
    let hidden = "const row = document.querySelector('.drawer .tab-list');
        return row.scrollWidth - row.clientWidth";
    assert_eq!(browser.script(hidden, vec![]).await, json!(0));
    browser.button("Add claim").await;
    browser.button("Save application").await;
    browser.see("Enter the name of the claim").await;
    // What the server refuses is shown at the claim, also if another tab was open.
    browser.fill("Claim", "sub").await;
    browser.click("tab", "Policy").await;
    browser.button("Save application").await;
    browser.see("This claim is set by the protocol").await;
    let field =
        "document.querySelector('input[name^=\"oidc.claims.\"]').getAttribute('aria-invalid')";
    let wrong = browser.script(&format!("return {field}"), vec![]).await;
    assert_eq!(wrong, json!("true"));
    browser.fill("Claim", "team").await;
    let choose =
        "const it = document.querySelector('select[name^=\"oidc.claims.\"]'); it.value = '=';
        it.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![]).await;
    browser.fill("Text", "Analysts & co").await;
    browser.see("The preview shows the saved settings.").await;
    here.save().await;
    browser
        .see_no("The preview shows the saved settings.")
        .await;

    browser.button("Choose a person").await;
    browser.heading("Whose claims?").await;
    browser.button("Show claims").await;
    browser.see("Choose a person first").await;
    browser.click_part("radio", "ada").await;
    browser.button("Show claims").await;
    let shown: Value = serde_json::from_str(&copied(browser, "ID token").await).unwrap();
    let real = here.owner.preview_claims(here.rp.id, here.ada).await;
    let real = real.unwrap();
    assert_eq!(shown["team"], "Analysts & co");
    assert_eq!(shown["sub"], real.id_token["sub"]);
    assert_eq!(shown["aud"], here.rp.client_id.as_str());
    let userinfo: Value = serde_json::from_str(&copied(browser, "Userinfo").await).unwrap();
    assert_eq!(userinfo, Value::Object(real.userinfo));

    // The person is in the address, and a refused one is shown differently.
    here.owner.suspend_user(here.ada).await.unwrap();
    browser.reload().await;
    browser.see("ada may not open Grafana now").await;
    browser.see("The account is suspended.").await;
    browser.link("Show all checks").await;
    browser.see("No: ada may not open Grafana").await;

    here.open("claims").await;
    browser.has_value("Claim", "team").await;
    browser.button("Remove team").await;
    browser.see("No additional claims.").await;
    // The button that had the focus is gone.
    browser.focused("Add claim").await;
    browser.button("More settings").await;
    browser
        .click_part("radio", "A different name for each application")
        .await;
    browser
        .see("It then treats all its users as new users")
        .await;
    browser.click_part("radio", "The ID of the user").await;
    here.save().await;
    let saved = here.owner.application(here.rp.id).await.unwrap();
    assert!(saved.oidc.unwrap().claims.is_empty());
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_who_is_signed_in_is_listed_and_can_be_signed_out() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("activity").await;
    browser.see("Nobody is signed in to it.").await;
    let surfer = Surfer::signed_in(&here.server, ADA).await;
    let tokens = here.rp.tokens(&surfer, &[]).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    browser.reload().await;
    browser.see("Firefox").await;
    browser.click_part("button", "the session of ada").await;
    browser.heading("Sign ada out of Grafana?").await;
    browser.button("End session").await;
    browser.see("Nobody is signed in to it.").await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);

    // The session of the portal goes on, and can be ended with everything in it.
    let tokens = here.rp.tokens(&surfer, &[]).await;
    browser.reload().await;
    browser.link("ada").await;
    browser
        .at(&format!("/admin/users/{}?tab=sessions", here.ada))
        .await;
    browser.button("End all sessions").await;
    browser.heading("End all sessions of ada?").await;
    browser.button("End all sessions").await;
    browser.see("Not signed in anywhere").await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    here.open("activity").await;
    browser.see("Nobody is signed in to it.").await;
    // The password is not affected.
    here.server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_only_read_changes_nothing() {
    let here = Setting::new().await;
    let email = "rita@example.com";
    here.server
        .administrator(&here.owner, email, Role::ReadOnly)
        .await;
    let reader = administrator_signed_in(&here.server, email).await;
    let panel = format!("/admin/applications/{}", here.rp.id);
    let changing = ["Create secret", "Delete", "Save application", "Add claim"];
    reader.go(&format!("{panel}?tab=sign-on")).await;
    reader.see("Client secrets").await;
    reader.see("lks_").await;
    lacks(&reader, "button", &changing).await;
    reader.click("tab", "Claims").await;
    reader.see("No additional claims.").await;
    lacks(&reader, "button", &changing).await;
    reader.click("tab", "Activity").await;
    reader.see("No request has failed.").await;
    reader.finish().await;

    // A bookmark has none of these tabs, whatever the address says.
    let wiki = bookmark(&here.server, &here.owner, "Wiki").await;
    let path = format!("/admin/applications/{}?tab=sign-on", wiki.id);
    here.browser.go(&path).await;
    here.browser.heading("Wiki").await;
    here.browser.has_value("Name", "Wiki").await;
    let tabs = ["Sign-on", "Claims", "Activity"];
    lacks(&here.browser, "tab", &tabs).await;
    here.browser.finish().await;
}
