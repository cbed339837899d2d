//! An Apache with a page for users who are signed in with mod_auth_openidc.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use harness::until;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// Where Debian's packages put the modules.
const MODULES: &str = "/usr/lib/apache2/modules";
/// A card as a portal has it, for a server that has no portal.
const CARD: &str = "<!DOCTYPE html><title>Cards</title>\
    <button type=\"button\" onclick=\"open('page.html', '_blank', 'noopener')\">Intranet</button>";
const PAGE: &str = "<!DOCTYPE html><title>Intranet</title><h1>Intranet</h1>";

/// A running Apache. It ends when dropped.
pub struct Apache {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Apache {
    /// What has to be installed.
    pub const NEEDED: [&str; 2] = [
        "/usr/sbin/apache2",
        "/usr/lib/apache2/modules/mod_auth_openidc.so",
    ];
    /// The cookie with the session of the application.
    pub const SESSION_COOKIE: &str = "mod_auth_openidc_session";

    /// Where people come back to.
    pub fn redirect_uri(port: u16) -> String {
        format!("http://127.0.0.1:{port}/signed-in")
    }

    /// The page.
    pub fn page(port: u16) -> String {
        format!("http://127.0.0.1:{port}/page.html")
    }

    /// Starts one on this port, whose page is for people who are signed in at `issuer`.
    pub async fn start(port: u16, issuer: &str, (id, secret): (&str, &str)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pages = folder.path().join("pages");
        std::fs::create_dir(&pages).unwrap();
        std::fs::write(pages.join("card.html"), CARD).unwrap();
        std::fs::write(pages.join("page.html"), PAGE).unwrap();
        // Its processes read them as another user.
        let readable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), readable).unwrap();
        let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/sign_on/httpd.conf");
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let [program, _] = Self::NEEDED;
        let child = Command::new(program)
            .args(["-D", "FOREGROUND", "-f"])
            .arg(settings)
            .env("FOLDER", folder.path())
            .env("MODULES", MODULES)
            .env("PORT", port.to_string())
            .env("ISSUER", issuer)
            .env("CLIENT_ID", id)
            .env("CLIENT_SECRET", secret)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let new = Self {
            child,
            port,
            _folder: folder,
        };
        let card = new.at("/card.html");
        until(Duration::from_secs(10), "Apache", async || {
            let answer = reqwest::get(&card).await.ok()?;
            answer.status().is_success().then_some(())
        })
        .await;
        new
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Apache {
    /// Lets it end what it has started, which killing it would not.
    fn drop(&mut self) {
        if let Some(pid) = self.child.id() {
            let pid = pid.to_string();
            let mut kill = std::process::Command::new("kill");
            let _ = kill.args(["-TERM", &pid]).status();
        }
    }
}
