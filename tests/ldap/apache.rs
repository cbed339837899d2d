//! Apache with mod_authnz_ldap, and a page that only a group may see.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use client::Portal;
use contract::applications::UpdateApplication;
use harness::{free_port, until};
use identity::demo::CREDENTIALS;
use tokio::process::{Child, Command};

use crate::file;
use crate::for_application::{ForApplication, ada, application, application_password};
use crate::setting::{BASE, PASSWORD, PATIENCE, Setting};

const APACHE: &str = "/usr/sbin/apache2";
/// Where Debian's packages put the modules of Apache.
const MODULES: &str = "/usr/lib/apache2/modules";

/// A running Apache. It ends when dropped, with the processes that it has started.
struct Apache(Child);

impl Apache {
    /// Starts it with what it searches with: a name and a password.
    fn start(it: &Setting, folder: &Path, port: u16, searcher: (&str, &str)) -> Self {
        // Its processes read it as another user.
        let authority = folder.join("authority.pem");
        std::fs::copy(it.authority.trusted(), &authority).unwrap();
        let child = Command::new(APACHE)
            .args(["-D", "FOREGROUND", "-f"])
            .arg(file("httpd.conf"))
            .env("FOLDER", folder)
            .env("MODULES", MODULES)
            .env("PORT", port.to_string())
            .env("AUTHORITY", authority)
            .env("LDAP_URL", it.ldaps())
            .env("BASE", BASE)
            .env("SEARCHER", searcher.0)
            .env("SECRET", searcher.1)
            .stdin(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        let Some(pid) = self.0.id() else {
            return;
        };
        let _ = std::process::Command::new("kill")
            .args(["-TERM", &pid.to_string()])
            .status();
        for _ in 0..100 {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// The pages, which the processes of Apache read as another user.
fn write_pages(folder: &Path) {
    let pages = folder.join("pages");
    std::fs::create_dir_all(pages.join("team")).unwrap();
    std::fs::write(pages.join("team/index.html"), "For engineers").unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A page that a running Apache shows to a group.
struct Page {
    address: String,
    http: reqwest::Client,
    _apache: Apache,
    _folder: tempfile::TempDir,
}

impl Page {
    async fn new(it: &Setting, searcher: (&str, &str)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_pages(folder.path());
        let port = free_port();
        let page = Self {
            address: format!("http://127.0.0.1:{port}/team/index.html"),
            http: reqwest::Client::new(),
            _apache: Apache::start(it, folder.path(), port, searcher),
            _folder: folder,
        };
        until(PATIENCE, "Apache to listen", async || {
            page.open("nobody", "x").await
        })
        .await;
        page
    }

    /// The status with which it answers. `None` if it does not answer.
    async fn open(&self, username: &str, password: &str) -> Option<u16> {
        let request = self.http.get(&self.address);
        let request = request.basic_auth(username, Some(password));
        let answer = request.send().await.ok()?;
        Some(answer.status().as_u16())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_for_a_group() {
    let it = Setting::new().await;
    let page = Page::new(&it, (&it.searcher, &it.secret)).await;
    let opens = async |username: &str, password: &str| page.open(username, password).await;
    assert_eq!(opens("ada", PASSWORD).await, Some(200));
    assert_eq!(opens("ADA", PASSWORD).await, Some(200));
    // Another group, a wrong password, and an unknown name.
    assert_eq!(opens("gabriel.santos", PASSWORD).await, Some(401));
    assert_eq!(opens("ada", "wrong").await, Some(401));
    assert_eq!(opens("ada", "").await, Some(401));
    assert_eq!(opens("*", PASSWORD).await, Some(401));

    let ada = it
        .server
        .sign_in(
            Portal::User,
            CREDENTIALS.user_email,
            CREDENTIALS.user_password,
        )
        .await;
    let id = ada.me().await.unwrap().id;
    it.owner.suspend_user(id).await.unwrap();
    assert_eq!(opens("ada", PASSWORD).await, Some(401));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_for_an_application_opens_its_page() {
    let it = Setting::new().await;
    let code = ForApplication::new(&it, "Code").await;
    let page = Page::new(&it, (&code.searcher, &code.secret)).await;
    let code = code.application;
    let wiki = application(&it, "Wiki").await;
    let ada = ada(&it).await;
    let right = application_password(&ada, Some(code.id)).await;
    // It searches for her name, authenticates with it, and asks whether it is among the members of the group.
    assert_eq!(page.open("ada", &right).await, Some(200));
    assert_eq!(page.open("ada", PASSWORD).await, Some(200));
    for other in [Some(wiki.id), None] {
        let other = application_password(&ada, other).await;
        assert_eq!(page.open("ada", &other).await, Some(401));
    }

    let off = UpdateApplication {
        enabled: Some(false),
        ..UpdateApplication::default()
    };
    let changed = it.owner.update_application(code.id, code.version, &off);
    changed.await.unwrap();
    assert_eq!(page.open("ada", &right).await, Some(401));
}
