//! Apache with mod_auth_mellon, set up as docs/applications/mellon.md says, and with the service provider
//! of Shibboleth, set up as docs/applications/shibboleth.md says.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use contract::applications::{ReadMetadata, SamlSettings};
use harness::saml::sp_key;
use harness::{Surfer, encoded, free_port};
use tokio::process::Command;

use super::{open_with_forms, settings, write_files};
use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, Setting};
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

fn apache(configuration: &str, folder: &Path, port: u16) -> Command {
    let mut apache = Command::new(installed("LATCHKEY_TEST_APACHE"));
    apache
        .args(["-D", "FOREGROUND", "-f"])
        .arg(file(configuration))
        .env("FOLDER", folder)
        .env("MODULES", MODULES)
        .env("PORT", port.to_string());
    apache
}

/// Expects that a page is for a group, and that signing out by this address ends both sessions.
async fn is_for_a_group(setting: &Setting, page: &str, logout: &str) {
    let ada = setting.browser(ADA).await;
    let shown = open_with_forms(&ada, page).await;
    assert_eq!((shown.status, &*shown.text), (200, "For engineers"));
    assert_eq!(shown.url.as_str(), page);
    let answer = ada.http.get(page).send().await.unwrap();
    assert_eq!(answer.headers()["x-person"], "ada");

    // Signs in too, but is not in the group.
    let gabriel = setting.browser(GABRIEL).await;
    let refused = open_with_forms(&gabriel, page).await;
    assert!(matches!(refused.status, 401 | 403), "{refused:?}");

    // Without a session at the server, the person is asked first.
    let stranger = Surfer::at(&setting.server.origin);
    let asked = open_with_forms(&stranger, page).await;
    assert_eq!(asked.url.path(), "/continue", "{asked:?}");

    // Signing out at the application ends both sessions, and leads back.
    let shown = open_with_forms(&ada, logout).await;
    assert_eq!((shown.status, &*shown.text), (200, "Bye"));
    assert!(ada.portal.my_applications().await.is_err());
    let answer = ada.http.get(page).send().await.unwrap();
    assert!(answer.status().is_redirection(), "{answer:?}");
}

/// Expects that the metadata of the application lead to the settings that are registered.
async fn is_read(setting: &Setting, address: &str, registered: &SamlSettings) {
    let metadata = reqwest::get(address).await.unwrap().text().await.unwrap();
    let read = ReadMetadata { metadata };
    let read = setting.owner.read_saml_metadata(&read).await.unwrap();
    let found = read.settings;
    assert_eq!(found.entity_id, registered.entity_id);
    assert_eq!(found.consumers[0].url, registered.consumers[0].url);
    assert_eq!(found.logout_url, registered.logout_url);
    assert_eq!(found.request_certificates.len(), 1);
    assert!(found.encryption_certificate.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mod_auth_mellon() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_pages(folder);
    let port = free_port();
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let metadata = at("/mellon/metadata");
    let (consumer, logout) = (at("/mellon/postResponse"), at("/mellon/logout"));
    let settings = SamlSettings {
        encryption_certificate: Some(sp_key().certificate.clone()),
        ..settings(&metadata, &consumer, &logout, sp_key())
    };
    let groups = ["Engineering", "Sales"];
    let application = setting
        .register_saml("Intranet", settings.clone(), &groups)
        .await;
    write_files(folder, sp_key(), &application.saml_provider.unwrap()).await;
    let command = apache("apache/mellon.conf", folder, port);
    let _apache = Listening::start(command, folder, &at("/bye.html")).await;

    is_read(&setting, &metadata, &settings).await;
    let bye = at("/bye.html");
    let logout = logout + "?" + &encoded(&[("ReturnTo", bye.as_str())]);
    is_for_a_group(&setting, &at("/team/index.html"), &logout).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shibboleth() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_pages(folder);
    let (port, daemon) = (free_port(), free_port());
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let consumer = at("/Shibboleth.sso/SAML2/POST");
    let logout = at("/Shibboleth.sso/SLO/Redirect");
    let settings = SamlSettings {
        encryption_certificate: Some(sp_key().certificate.clone()),
        ..settings(&at("/shibboleth"), &consumer, &logout, sp_key())
    };
    let groups = ["Engineering", "Sales"];
    let application = setting
        .register_saml("Library", settings.clone(), &groups)
        .await;
    let provider = application.saml_provider.unwrap();
    write_files(folder, sp_key(), &provider).await;
    let (port_text, daemon_text) = (port.to_string(), daemon.to_string());
    let words = [
        ("@PORT@", &*port_text),
        ("@DAEMON@", &*daemon_text),
        ("@FOLDER@", folder.to_str().unwrap()),
        ("@PROVIDER@", &*provider.entity_id),
    ];
    let template = std::fs::read_to_string(file("apache/shibboleth2.xml")).unwrap();
    let configuration = words
        .iter()
        .fold(template, |text, (word, value)| text.replace(word, value));
    std::fs::write(folder.join("shibboleth2.xml"), configuration).unwrap();
    let map = file("apache/attribute-map.xml");
    std::fs::copy(map, folder.join("attribute-map.xml")).unwrap();
    let mut shibd = Command::new(installed("LATCHKEY_TEST_SHIBD"));
    shibd
        .args(["-F", "-f", "-c"])
        .arg(folder.join("shibboleth2.xml"))
        .arg("-p")
        .arg(folder.join("shibd.pid"));
    // It says nothing by HTTP. Apache answers for it below.
    let _shibd = Listening::connected(shibd, &folder.join("shibd.log"), daemon).await;
    let command = apache("apache/shibboleth.conf", folder, port);
    let _apache = Listening::start(command, folder, &at("/bye.html")).await;

    is_read(&setting, &at("/Shibboleth.sso/Metadata"), &settings).await;
    let bye = at("/bye.html");
    let logout = at("/Shibboleth.sso/Logout?") + &encoded(&[("return", bye.as_str())]);
    is_for_a_group(&setting, &at("/team/index.html"), &logout).await;
}
