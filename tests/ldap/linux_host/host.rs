//! The host, from its file system to root's way in.

use std::path::{Path, PathBuf};
use std::process::Output;

use contract::hosts::CreateHost;
use contract::ids::GroupId;
use contract::page::ListQuery;
use harness::{free_port, said, until};
use tokio::process::{Child, Command};

use crate::setting::{BASE, PATIENCE, Setting, output};
use crate::{file, installed};

/// Its name in Latchkey.
pub const HOST: &str = "Build servers";
/// Whose members may sign in.
pub const MAY_SIGN_IN: &str = "Engineering";
/// Whose members may use sudo.
pub const MAY_SUDO: &str = "London office";

/// A Linux host whose accounts are those of Latchkey. It ends when dropped.
pub struct Host {
    namespace: Child,
    pub port: u16,
    folder: tempfile::TempDir,
}

impl Host {
    /// Starts it, for the members of [`MAY_SIGN_IN`].
    pub async fn start(it: &Setting) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let files = folder.path().join("files");
        let root = folder.path().join("root");
        std::fs::create_dir(&root).unwrap();
        configure_accounts(it, &files).await;
        configure_sign_in(it, &files).await;
        write(&files, "etc/hosts", "127.0.0.1 localhost build-1\n");
        let begin = std::fs::read_to_string(file("linux_host/begin.sh")).unwrap();
        write(&files, "begin.sh", &begin);
        let key = new_key(folder.path(), "root").await;
        let public = std::fs::read_to_string(key.with_extension("pub")).unwrap();
        write(&files, "root/.ssh/authorized_keys", &public);
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let namespace = unshare()
            .await
            .arg(file("linux_host/namespace.sh"))
            .arg(installed("LATCHKEY_TEST_LINUX_HOST"))
            .args([&root, &files])
            .arg(installed("LATCHKEY_TEST_SERVER"))
            .arg(port.to_string())
            .stdin(std::process::Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true)
            .spawn();
        let mut new = Self {
            namespace: namespace.unwrap(),
            port,
            folder,
        };
        until(PATIENCE, "SSSD to answer", async || {
            if let Some(status) = new.namespace.try_wait().unwrap() {
                panic!("the host ended with {status}: {}", new.log());
            }
            let ada = new.as_root("getent passwd ada").await;
            ada.status.success().then_some(())
        })
        .await;
        new
    }

    /// What sshd and SSSD have written.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Creates a key of a person. Returns the file with the private one.
    pub async fn new_key(&self, name: &str) -> PathBuf {
        new_key(self.folder.path(), name).await
    }

    /// Runs a command as root, who does not need Latchkey.
    pub async fn as_root(&self, command: &str) -> Output {
        self.as_root_with(command, "").await
    }

    /// The same with an input.
    pub async fn as_root_with(&self, command: &str, input: &str) -> Output {
        let key = key_of(self.folder.path(), "root");
        self.by_key("root", &key, command, input).await
    }

    /// The same for a command that must succeed. Returns its output.
    pub async fn succeed(&self, command: &str) -> String {
        let output = self.as_root(command).await;
        assert!(output.status.success(), "{command}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// SSSD, and what PAM and sudo do with it.
async fn configure_accounts(it: &Setting, files: &Path) {
    it.set_directory(|policy| policy.posix = true).await;
    let authority = std::fs::read_to_string(it.authority.trusted()).unwrap();
    write(files, "etc/latchkey/authority.pem", &authority);
    let replaced = [
        ("ldaps://ldap.example.com:3636", &*it.ldaps()),
        (
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/latchkey/authority.pem",
        ),
        ("cn=linux,ou=services,dc=example,dc=com", &it.searcher),
        ("REPLACE-WITH-THE-PASSWORD-THAT-LATCHKEY-SHOWS", &it.secret),
        ("host=Build servers", &format!("host={HOST}")),
        ("cn=Engineering", &format!("cn={MAY_SIGN_IN}")),
        ("cn=Admins", &format!("cn={MAY_SUDO}")),
        ("dc=example,dc=com", BASE),
    ];
    deploy(files, "sssd/sssd.conf", "etc/sssd/sssd.conf", &replaced);
    let newer = "etc/sssd/conf.d/latchkey.conf";
    deploy(files, "sssd/sssd-2.10.conf", newer, &[]);
    for name in ["latchkey-changes", "latchkey-names"] {
        let from = format!("sssd/pam-configs/{name}");
        deploy(files, &from, &format!("usr/share/pam-configs/{name}"), &[]);
    }
    let escaped = MAY_SUDO.replace(' ', "\\ ");
    let replaced = [("%Admins", &*format!("%{escaped}"))];
    deploy(files, "sssd/sudoers", "etc/sudoers.d/latchkey", &replaced);
}

/// sshd, with passwords and with keys.
async fn configure_sign_in(it: &Setting, files: &Path) {
    let new = CreateHost {
        name: HOST.to_owned(),
        groups: vec![group(it, MAY_SIGN_IN).await],
        ..CreateHost::default()
    };
    let created = it.owner.create_host(&new).await.unwrap();
    write(files, "etc/latchkey/host.key", &created.key);
    let replaced = [("https://id.example.com", &*it.server.origin)];
    let folder = "etc/ssh/sshd_config.d";
    let keys = format!("{folder}/latchkey.conf");
    deploy(files, "sshd/latchkey.conf", &keys, &replaced);
    let passwords = format!("{folder}/latchkey-passwords.conf");
    deploy(files, "sshd/latchkey-passwords.conf", &passwords, &[]);
}

/// Copies a file of `deploy` to the host, with what an administrator replaces in it.
fn deploy(files: &Path, from: &str, to: &str, replaced: &[(&str, &str)]) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
    let mut text = std::fs::read_to_string(source.join(from)).unwrap();
    for (old, new) in replaced {
        assert!(text.contains(old), "{from} does not contain {old}");
        text = text.replace(old, new);
    }
    write(files, to, &text);
}

fn write(files: &Path, to: &str, text: &str) {
    let path = files.join(to);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// What starts a program in namespaces, which end with it.
async fn unshare() -> Command {
    let mut id = Command::new("id");
    id.arg("-u");
    let is_root = output(id).await.stdout == b"0\n";
    let mut command = Command::new("unshare");
    if !is_root {
        command.args(["--map-root-user", "--map-auto"]);
    }
    command.args(["--mount", "--pid", "--fork", "--kill-child"]);
    command.args(["--uts", "--ipc"]);
    command
}

fn key_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("key-of-{name}"))
}

async fn new_key(folder: &Path, name: &str) -> PathBuf {
    let path = key_of(folder, name);
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]);
    command.arg(&path);
    let made = output(command).await;
    assert!(made.status.success(), "{}", said(&made));
    path
}

/// The group with this name.
pub async fn group(it: &Setting, name: &str) -> GroupId {
    let groups = it.owner.groups(&ListQuery::default()).await.unwrap();
    let mut groups = groups.items.into_iter();
    groups.find(|group| group.name == name).unwrap().id
}
