//! Apache with mod_auth_openidc, and a page that only a group may see.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use contract::applications::OidcSettings;
use harness::{VERIFIER, encoded, free_port, until};
use tokio::process::Command;

use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, PATIENCE, Setting, open};
use crate::{file, installed};

/// Where Debian's packages put the modules of Apache.
const MODULES: &str = "/usr/lib/apache2/modules";

/// The pages, which the processes of Apache read as another user.
fn write_pages(folder: &Path) {
    let pages = folder.join("pages");
    std::fs::create_dir_all(pages.join("team")).unwrap();
    std::fs::write(pages.join("team/index.html"), "For engineers").unwrap();
    std::fs::write(pages.join("bye.html"), "Bye").unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_for_a_group_and_a_session_ends_with_the_account() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path());
    let port = free_port();
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let settings = OidcSettings {
        redirect_uris: vec![at("/signed-in")],
        after_logout_uris: vec![at("/bye.html")],
        backchannel_logout_uri: Some(at("/signed-in?logout=backchannel")),
        ..OidcSettings::default()
    };
    let groups = ["Engineering", "Sales"];
    let application = setting.register("Intranet", settings, &groups).await;
    let mut apache = Command::new(installed("LATCHKEY_TEST_APACHE"));
    apache
        .args(["-D", "FOREGROUND", "-f"])
        .arg(file("apache/httpd.conf"))
        .env("FOLDER", folder.path())
        .env("MODULES", MODULES)
        .env("PORT", port.to_string())
        .env("ISSUER", &setting.server.origin)
        .env("CLIENT_ID", &application.client_id)
        .env("CLIENT_SECRET", &application.client_secret)
        .env("PASSPHRASE", VERIFIER);
    let _apache = Listening::start(apache, folder.path(), &at("/bye.html")).await;
    let page = at("/team/index.html");

    let ada = setting.browser(ADA).await;
    let shown = open(&ada, &page).await;
    assert_eq!((shown.status, &*shown.text), (200, "For engineers"));
    assert_eq!(shown.url.as_str(), page);
    let answer = ada.http.get(&page).send().await.unwrap();
    assert_eq!(answer.headers()["x-person"], "ada");

    // Signs in too, but is not in the group.
    let gabriel = setting.browser(GABRIEL).await;
    let refused = open(&gabriel, &page).await;
    assert!(matches!(refused.status, 401 | 403), "{refused:?}");

    // Signing out at the application ends both sessions, and leads back.
    let bye = at("/bye.html");
    let logout = at("/signed-in?") + &encoded(&[("logout", bye.as_str())]);
    let shown = open(&ada, &logout).await;
    assert_eq!((shown.status, &*shown.text), (200, "Bye"));
    assert!(ada.portal.my_applications().await.is_err());

    // Signing out in the portal ends the session of the application by back channel.
    let ada = setting.browser(ADA).await;
    assert_eq!(open(&ada, &page).await.status, 200);
    ada.portal.sign_out().await.unwrap();
    until(PATIENCE, "Apache to end the session", async || {
        let answer = ada.http.get(&page).send().await.ok()?;
        answer.status().is_redirection().then_some(())
    })
    .await;
}
