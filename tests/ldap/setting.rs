//! The demo organization on a real server, with a directory.

use std::process::{Output, Stdio};
use std::time::Duration;

use client::{Client, Portal};
use contract::ids::UserId;
use contract::page::ListQuery;
use harness::{
    Backend, Installation, Server, create_bind_user, free_port, turn_directory_on, until,
};
use identity::demo::CREDENTIALS;
use rules::directory::DirectoryPolicy;
use tokio::process::Command;

use crate::certificate::Authority;

/// How long something may take that happens in the background.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The suffix of the organization.
pub const BASE: &str = "dc=acme,dc=example";
/// The user whose password is known to everybody.
pub const ADA: &str = "uid=ada,ou=people,dc=acme,dc=example";
/// Everybody's password.
pub const PASSWORD: &str = CREDENTIALS.user_password;

/// A server with the demo organization.
pub struct Setting {
    pub installation: Installation,
    pub server: Server,
    pub owner: Client,
    pub authority: Authority,
    /// The ports for `ldaps` and for StartTLS.
    pub tls_port: u16,
    pub starttls_port: u16,
    /// Who searches for applications, and the password.
    pub searcher: String,
    pub secret: String,
}

impl Setting {
    /// Starts a server, and switches the directory of the demo organization on.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with changes of the configuration.
    pub async fn with(configure: impl FnOnce(&mut Installation)) -> Self {
        let mut installation = Installation::new(Backend::Sqlite).await;
        let authority = Authority::new(installation.folder());
        let (tls_port, starttls_port) = (free_port(), free_port());
        let address = |port: u16| format!("'127.0.0.1:{port}'");
        let quoted = |path: std::path::PathBuf| format!("'{}'", path.display());
        installation.set("ldap", "listen", &address(tls_port));
        installation.set("ldap", "starttls_listen", &address(starttls_port));
        let (certificate, key) = (authority.certificate(), authority.key());
        installation.set("ldap", "certificate_file", &quoted(certificate));
        installation.set("ldap", "private_key_file", &quoted(key));
        configure(&mut installation);
        let server = installation.start_with(&["--demo"]).await;
        // The demo is created after the server has begun to listen.
        let owner = until(PATIENCE, "the demo", async || {
            let owner = server.anonymous(Portal::Admin);
            owner.begin_sign_in(CREDENTIALS.owner_email).await.ok()?;
            let password = CREDENTIALS.owner_password;
            owner.submit_password(password).await.ok()?;
            Some(owner)
        })
        .await;
        let (searcher, secret) = switch_on(&owner, BASE).await;
        Self {
            installation,
            server,
            owner,
            authority,
            tls_port,
            starttls_port,
            searcher,
            secret,
        }
    }

    /// With an IP address: the tools of OpenLDAP replace `localhost` by the name of the machine.
    pub fn ldaps(&self) -> String {
        format!("ldaps://127.0.0.1:{}", self.tls_port)
    }

    pub fn starttls(&self) -> String {
        format!("ldap://127.0.0.1:{}", self.starttls_port)
    }

    /// A tool of OpenLDAP that connects with TLS, without a bind.
    pub fn tool(&self, name: &str) -> Command {
        self.tool_at(name, &self.ldaps())
    }

    /// A tool of OpenLDAP that connects to this address.
    pub fn tool_at(&self, name: &str, url: &str) -> Command {
        let mut command = Command::new(name);
        command.args(["-x", "-H", url]);
        // What this machine is configured for does not matter.
        let file = self.installation.folder().join("ldaprc");
        let text = format!("TLS_CACERT {}\n", self.authority.trusted().display());
        std::fs::write(&file, text).unwrap();
        command.env("LDAPCONF", file);
        command
    }

    /// Runs a tool of OpenLDAP as somebody.
    pub async fn run_as(&self, name: &str, who: (&str, &str), arguments: &[&str]) -> Output {
        let mut command = self.tool(name);
        command.args(["-D", who.0, "-w", who.1]).args(arguments);
        output(command).await
    }

    /// Changes the settings of the directory.
    pub async fn set_directory(&self, change: impl FnOnce(&mut DirectoryPolicy)) {
        harness::set_directory(&self.owner, change).await;
    }

    /// Searches as an application does. Returns the values of an attribute, or of `dn`.
    pub async fn found(&self, filter: &str, attribute: &str) -> Vec<String> {
        let who = (self.searcher.as_str(), self.secret.as_str());
        let arguments = ["-LLL", "-o", "ldif-wrap=no", "-b", BASE, filter, attribute];
        let found = self.run_as("ldapsearch", who, &arguments).await;
        assert!(
            found.status.success(),
            "{filter}: {}",
            harness::said(&found)
        );
        let text = String::from_utf8(found.stdout).unwrap();
        let start = format!("{attribute}: ");
        let values = text.lines().filter_map(|line| line.strip_prefix(&start));
        let mut values: Vec<_> = values.map(str::to_owned).collect();
        values.sort_unstable();
        values
    }
}

/// Runs a command to its end.
pub async fn output(mut command: Command) -> Output {
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(PATIENCE, output).await;
    output.unwrap().unwrap()
}

/// Gives the organization a directory with this suffix, and creates somebody who searches it. Returns the name
/// and the password.
pub async fn switch_on(owner: &Client, suffix: &str) -> (String, String) {
    turn_directory_on(owner, suffix).await;
    create_bind_user(owner, "wiki").await
}

/// The user with this name.
pub async fn user(it: &Setting, username: &str) -> UserId {
    let query = ListQuery {
        search: Some(username.to_owned()),
        ..ListQuery::default()
    };
    let mut users = it.owner.users(&query).await.unwrap().items.into_iter();
    users.find(|user| user.username == username).unwrap().id
}
