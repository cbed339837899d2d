//! OpenLDAP's server with the same entries, as a baseline.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use harness::{free_port, said, until};
use ldap3::{LdapConnAsync, SearchEntry};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::pages::for_each_entry;
use super::requests::Login;
use super::setting::{SUFFIX, Setting};

/// Where Debian's package `slapd` installs the server.
const PROGRAM: &str = "/usr/sbin/slapd";
/// What Debian's package installs to load entries.
const LOADER: &str = "/usr/sbin/slapadd";
const PASSWORD: &str = "known to everybody";

/// A running server; killed when dropped.
pub struct Slapd {
    child: Child,
    _folder: TempDir,
    /// Its address.
    pub url: String,
    /// Who may read everything.
    pub reader: Login,
}

impl Slapd {
    /// Starts it with the entries of another directory. None if it is not installed.
    pub async fn with_the_same_entries(setting: &Setting) -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            eprintln!(
                "{PROGRAM} is missing, so there is no row that compares searches with it: \
                 install Debian's package `slapd`"
            );
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let reader = Login {
            name: format!("cn=reader,{SUFFIX}"),
            password: PASSWORD.to_owned(),
        };
        configure(folder.path(), &reader);
        write_entries(setting, &folder.path().join("entries.ldif")).await;
        load(folder.path()).await;
        let url = format!("ldap://127.0.0.1:{}", free_port());
        let child = Command::new(PROGRAM)
            .current_dir(folder.path())
            // With a level of messages, it stays in the foreground.
            .args(["-h", &url, "-f", "slapd.conf", "-d", "0"])
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        until(Duration::from_secs(10), "slapd", async || {
            LdapConnAsync::new(&url).await.ok().map(drop)
        })
        .await;
        Some(Self {
            child,
            _folder: folder,
            url,
            reader,
        })
    }

    /// Stops it.
    pub async fn stop(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// Writes the configuration: a database on disk that is mapped into memory, with an index for the searches.
fn configure(folder: &Path, reader: &Login) {
    let database = folder.join("database");
    std::fs::create_dir(&database).unwrap();
    let Login { name, password } = reader;
    let text = format!(
        "include /etc/ldap/schema/core.schema\n\
         include /etc/ldap/schema/cosine.schema\n\
         include /etc/ldap/schema/inetorgperson.schema\n\
         modulepath /usr/lib/ldap\n\
         moduleload back_mdb\n\
         moduleload memberof\n\
         pidfile {}\n\
         database mdb\n\
         suffix \"{SUFFIX}\"\n\
         rootdn \"{name}\"\n\
         rootpw \"{password}\"\n\
         directory {}\n\
         maxsize 4294967296\n\
         index objectClass,uid eq\n",
        folder.join("slapd.pid").display(),
        database.display()
    );
    std::fs::write(folder.join("slapd.conf"), text).unwrap();
}

/// Writes the entries to a file in the format LDIF. Every value is encoded, so none has to be escaped.
async fn write_entries(setting: &Setting, file: &Path) {
    let mut file = BufWriter::new(File::create(file).unwrap());
    for_each_entry(setting, SUFFIX, "(objectClass=*)", |entry| {
        write_entry(&mut file, &entry);
    })
    .await;
    file.flush().unwrap();
}

fn write_entry(file: &mut impl Write, entry: &SearchEntry) {
    let line = |name: &str, value: &str| format!("{name}:: {}\n", BASE64_STANDARD.encode(value));
    let mut text = line("dn", &entry.dn);
    for (name, values) in &entry.attrs {
        // In the schema of OpenLDAP, an entry has one of the two kinds of groups.
        let values = values.iter().filter(|it| *it != "groupOfUniqueNames");
        if name != "uniqueMember" {
            text.extend(values.map(|value| line(name, value)));
        }
    }
    writeln!(file, "{text}").unwrap();
}

async fn load(folder: &Path) {
    let loaded = Command::new(LOADER)
        .current_dir(folder)
        .args(["-q", "-f", "slapd.conf", "-l", "entries.ldif"])
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    assert!(loaded.status.success(), "slapadd: {}", said(&loaded));
}
