//! Apache with mod_authnz_ldap, and a page that only a group may see.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use client::Portal;
use harness::{free_port, until};
use identity::demo::CREDENTIALS;
use tokio::process::{Child, Command};

use crate::file;
use crate::setting::{BASE, PASSWORD, PATIENCE, Setting};

const APACHE: &str = "/usr/sbin/apache2";
/// Where Debian's packages put the modules of Apache.
const MODULES: &str = "/usr/lib/apache2/modules";

/// A running Apache. It ends when dropped, with the processes that it has started.
struct Apache(Child);

impl Apache {
    fn start(it: &Setting, folder: &Path, port: u16) -> Self {
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
            .env("SEARCHER", &it.searcher)
            .env("SECRET", &it.secret)
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_for_a_group() {
    let it = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path());
    let port = free_port();
    let _apache = Apache::start(&it, folder.path(), port);
    let page = format!("http://127.0.0.1:{port}/team/index.html");
    let http = reqwest::Client::new();
    let opens = async |username: &str, password: &str| {
        let request = http.get(&page).basic_auth(username, Some(password));
        let answer = request.send().await.ok()?;
        Some(answer.status().as_u16())
    };
    until(PATIENCE, "Apache to listen", async || {
        opens("nobody", "x").await
    })
    .await;
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
