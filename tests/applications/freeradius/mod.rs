//! FreeRADIUS with the configuration of `deploy/freeradius`, asked by `radclient` as a VPN does, and by
//! `eapol_test` as a device in a Wi-Fi does.

mod away;
mod certificates;
mod vpn;
mod wi_fi;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use contract::events::Event;
use contract::page::ListQuery;
use contract::radius::{AdmitGroup, CreateRadiusClient, RadiusClientWithSecret};
use contract::users::User;
use harness::{free_port, said, until};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::installed;
use crate::process::{Listening, run};
use crate::setting::{PATIENCE, Setting};

const WRONG: &str = "not the password";
/// The name of the access point of the Wi-Fi.
const ACCESS_POINT: &str = "AP-7";
/// How long `radclient` waits for an answer, in seconds.
const TIMEOUT: &str = "15";

/// FreeRADIUS, and the access point that asks it.
struct Network {
    folder: tempfile::TempDir,
    port: u16,
    secret: String,
    _server: Listening,
}

/// The answer to an access point.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Accepted(String),
    Rejected(String),
    /// The access point asks another server.
    Silence,
}

impl Network {
    /// Starts it for the Latchkey server at this address.
    async fn start(url: &str, access_point: &RadiusClientWithSecret) -> Self {
        Self::trusting(None, url, access_point).await
    }

    /// The same with the certificate of an authority that Latchkey's certificate must be from.
    async fn trusting(
        authority: Option<&Path>,
        url: &str,
        access_point: &RadiusClientWithSecret,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (at, port) = (folder.path(), free_port());
        let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/freeradius");
        for file in std::fs::read_dir(deploy).unwrap() {
            let file = file.unwrap().path();
            std::fs::copy(&file, at.join(file.file_name().unwrap())).unwrap();
        }
        let certificate = certificate(at).await;
        let settings = [
            ("url", url.to_owned()),
            ("listen", "127.0.0.1".to_owned()),
            ("port", port.to_string()),
            ("certificate", shown(&certificate)),
            ("key", shown(&at.join("key.pem"))),
            ("folder", shown(at)),
            ("log", "stdout".to_owned()),
            ("log_folder", shown(at)),
            ("run_folder", shown(at)),
        ];
        let settings = settings.map(|(name, value)| format!("latchkey_{name} = \"{value}\"\n"));
        std::fs::write(at.join("settings.conf"), settings.concat()).unwrap();
        // What an administrator replaces in the files that are deployed.
        let secret = "REPLACE-WITH-THE-SECRET-THAT-LATCHKEY-SHOWS";
        let replaced = [
            ("10.20.0.0/24", "127.0.0.1"),
            (secret, &*access_point.secret),
        ];
        edit(&at.join("clients.conf"), &replaced);
        if let Some(authority) = authority {
            let line = "# ca_info_file = \"/etc/freeradius/latchkey/authority.pem\"";
            let replaced = format!("ca_info_file = \"{}\"", shown(authority));
            edit(&at.join("latchkey-rest.conf"), &[(line, &*replaced)]);
        }
        let mut command = Command::new(installed("LATCHKEY_TEST_FREERADIUS"));
        command.args(["-f", "-l", "stdout", "-d"]).arg(at);
        let log = at.join("log");
        let ready = "Ready to process requests";
        Self {
            _server: Listening::saying(command, &log, ready).await,
            secret: access_point.secret.clone(),
            port,
            folder,
        }
    }

    /// Asks as a VPN does (PAP).
    async fn pap(&self, username: &str, password: &str) -> Answer {
        self.radclient(username, password, TIMEOUT, true).await
    }

    async fn radclient(
        &self,
        username: &str,
        password: &str,
        timeout: &str,
        authentic: bool,
    ) -> Answer {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let mut request = format!(
            "User-Name = \"{}\"\nUser-Password = \"{}\"\nNAS-Identifier = \"VPN-1\"\n",
            quoted(username),
            quoted(password)
        );
        if authentic {
            request += "Message-Authenticator = 0x00\n";
        }
        let mut command = Command::new("radclient")
            .args(["-x", "-r", "1", "-t", timeout])
            .arg(format!("127.0.0.1:{}", self.port))
            .args(["auth", &self.secret])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut input = command.stdin.take().unwrap();
        input.write_all(request.as_bytes()).await.unwrap();
        drop(input);
        let output = command.wait_with_output().await.unwrap();
        let text = said(&output);
        let received = |kind: &str| {
            let begin = text.find(&format!("Received Access-{kind} "))?;
            Some(text[begin..].to_owned())
        };
        let answer = match (received("Accept"), received("Reject")) {
            (Some(answer), None) => Answer::Accepted(answer),
            (None, Some(answer)) => Answer::Rejected(answer),
            (None, None) if text.contains("No reply") => return Answer::Silence,
            _ => panic!("{text}"),
        };
        assert!(text[text.find("Received").unwrap()..].contains("Message-Authenticator"));
        answer
    }

    /// Asks as a device in a Wi-Fi does. Returns what `eapol_test` says, and whether it is connected.
    async fn ttls(&self, inner: &str, username: &str, password: &str) -> (bool, String) {
        let text = format!(
            "network={{\n ssid=\"test\"\n key_mgmt=WPA-EAP\n eap=TTLS\n identity=\"{username}\"\n \
             anonymous_identity=\"anonymous\"\n password=\"{password}\"\n ca_cert=\"{}\"\n \
             domain_match=\"radius.example.com\"\n phase2=\"{inner}\"\n}}\n",
            shown(&self.folder.path().join("certificate.pem"))
        );
        let configuration = self.folder.path().join("eapol_test.conf");
        std::fs::write(&configuration, text).unwrap();
        let mut command = Command::new("eapol_test");
        command
            .arg("-c")
            .arg(&configuration)
            .args(["-a", "127.0.0.1", "-s", &self.secret, "-t", TIMEOUT])
            .args([
                "-p",
                &self.port.to_string(),
                "-N",
                &format!("32:s:{ACCESS_POINT}"),
            ]);
        let output = command.kill_on_drop(true).output().await.unwrap();
        let text = said(&output);
        let connected = text.trim_end().ends_with("SUCCESS");
        assert!(connected || text.trim_end().ends_with("FAILURE"), "{text}");
        (connected, text)
    }
}

/// A certificate of the RADIUS server. Its key is next to it.
async fn certificate(folder: &Path) -> PathBuf {
    let certificate = folder.join("certificate.pem");
    let mut command = Command::new("openssl");
    command
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
        ])
        .args(["-subj", "/CN=radius.example.com"])
        .args(["-addext", "subjectAltName=DNS:radius.example.com"])
        .arg("-keyout")
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(&certificate);
    run(&mut command).await;
    certificate
}

fn edit(file: &Path, replaced: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(file).unwrap();
    for (old, new) in replaced {
        assert!(
            text.contains(old),
            "{} does not contain {old}",
            file.display()
        );
        text = text.replace(old, new);
    }
    std::fs::write(file, text).unwrap();
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The user with this email.
async fn user(setting: &Setting, email: &str) -> User {
    let (username, _) = email.split_once('@').unwrap();
    let query = ListQuery {
        search: Some(username.split('.').next().unwrap().to_owned()),
        ..ListQuery::default()
    };
    let users = setting.owner.users(&query).await.unwrap().items;
    users.into_iter().find(|user| user.email == email).unwrap()
}

async fn access_point(setting: &Setting) -> RadiusClientWithSecret {
    let groups = setting.owner.groups(&ListQuery::default()).await.unwrap();
    let engineering = groups.items.iter().find(|one| one.name == "Engineering");
    let new = CreateRadiusClient {
        name: "Headquarters".to_owned(),
        network: "127.0.0.1".to_owned(),
        groups: vec![AdmitGroup {
            group_id: engineering.unwrap().id,
            vlan: Some(42),
        }],
        ..CreateRadiusClient::default()
    };
    setting.owner.create_radius_client(&new).await.unwrap()
}

/// The newest event of a kind about a user. It is recorded after the answer.
async fn event(setting: &Setting, action: &str, user: &User) -> Event {
    let events = ListQuery {
        filter: Some(format!("action:network.{action}")),
        ..ListQuery::default()
    };
    until(PATIENCE, "the event", async || {
        let events = setting.owner.events(&events).await.unwrap().items;
        let mut of_user = events.into_iter().filter(|event| {
            let target = event.target.as_ref();
            target.is_some_and(|target| target.id == Some(user.id.0))
        });
        of_user.next()
    })
    .await
}
