//! FreeRADIUS with the configuration of `deploy/freeradius`, asked by `radclient` as a VPN does, and by
//! `eapol_test` as a device in a Wi-Fi does.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use contract::page::ListQuery;
use contract::radius::{AdmitGroup, CreateRadiusClient, RadiusClientWithSecret};
use contract::users::{LockUser, SetTemporaryPassword, User};
use harness::{AuthenticatorApp, free_port, said, until};
use identity::demo::CREDENTIALS;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::installed;
use crate::process::{Listening, run};
use crate::setting::{ADA, GABRIEL, PATIENCE, Setting};

const WRONG: &str = "not the password";
/// Within this time, a change of an account applies at the access point.
const AT_ONCE: Duration = Duration::from_secs(1);
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
    async fn start(setting: &Setting, access_point: &RadiusClientWithSecret) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (at, port) = (folder.path(), free_port());
        let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/freeradius");
        for file in std::fs::read_dir(deploy).unwrap() {
            let file = file.unwrap().path();
            std::fs::copy(&file, at.join(file.file_name().unwrap())).unwrap();
        }
        let certificate = certificate(at).await;
        let settings = [
            ("url", setting.server.origin.clone()),
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
        // As the file that is deployed says it, for the address of this test.
        let clients = at.join("clients.conf");
        let text = std::fs::read_to_string(&clients).unwrap();
        let text = text.replace("10.20.0.0/24", "127.0.0.1").replace(
            "REPLACE-WITH-THE-SECRET-THAT-LATCHKEY-SHOWS",
            &access_point.secret,
        );
        std::fs::write(&clients, text).unwrap();
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
            .args(["-p", &self.port.to_string(), "-N", "32:s:AP-7"]);
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vpn_learns_who_may_connect_and_why_not() {
    let setting = Setting::new().await;
    let network = Network::start(&setting, &access_point(&setting).await).await;
    let (ada, password) = (user(&setting, ADA).await, CREDENTIALS.user_password);
    let (owner, username) = (&setting.owner, &*ada.username);
    let accepted = async |password: &str| match network.pap(username, password).await {
        Answer::Accepted(answer) => answer,
        other => panic!("{other:?}"),
    };
    let refused = async |password: &str, words: &str| match network.pap(username, password).await {
        Answer::Rejected(answer) => assert!(answer.contains(words), "{answer}"),
        other => panic!("{other:?}"),
    };
    let answer = accepted(password).await;
    for attribute in [
        "Session-Timeout = 3600",
        "Tunnel-Type:0 = VLAN",
        "Tunnel-Medium-Type:0 = IEEE-802",
        "Tunnel-Private-Group-Id:0 = \"42\"",
    ] {
        assert!(answer.contains(attribute), "{answer}");
    }
    refused(WRONG, "incorrect").await;
    let unknown = network.pap("nobody", password).await;
    assert!(matches!(&unknown, Answer::Rejected(answer) if answer.contains("incorrect")));
    // Not in the group.
    let gabriel = user(&setting, GABRIEL).await;
    let outside = network.pap(&gabriel.username, password).await;
    assert!(matches!(&outside, Answer::Rejected(answer) if answer.contains("no access")));
    // The sender of a request without the attribute cannot be verified.
    let forged = network.radclient(username, password, "2", false).await;
    assert_eq!(forged, Answer::Silence);

    owner.suspend_user(ada.id).await.unwrap();
    let since = Instant::now();
    refused(password, "suspended").await;
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    owner.activate_user(ada.id).await.unwrap();
    accepted(password).await;

    let portal = setting.browser(ADA).await.portal;
    let wanted = CreateApplicationPassword {
        name: "VPN".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    let application_password = created.unwrap().password;
    accepted(&application_password).await;
    owner.lock_user(ada.id, &LockUser::default()).await.unwrap();
    refused(&application_password, "locked").await;
    owner.unlock_user(ada.id).await.unwrap();
    owner.expire_user_password(ada.id).await.unwrap();
    refused(password, "expired").await;
    refused(&application_password, "expired").await;
    // Characters that are special in a configuration, in JSON and in UTF-8.
    let temporary = "\"quoted\\ %{User-Name} Käsespätzle";
    let set = SetTemporaryPassword {
        password: Some(temporary.to_owned()),
    };
    owner.set_temporary_password(ada.id, &set).await.unwrap();
    refused(temporary, "temporary").await;

    let events = ListQuery {
        filter: Some("action:network.refused".to_owned()),
        ..ListQuery::default()
    };
    let event = until(PATIENCE, "the events", async || {
        let events = owner.events(&events).await.unwrap().items;
        let mut of_ada = events.into_iter().filter(|event| {
            let target = event.target.as_ref();
            target.is_some_and(|target| target.id == Some(ada.id.0))
        });
        of_ada.next()
    })
    .await;
    assert_eq!(event.detail["network"], "Headquarters");
    assert_eq!(event.detail["access_point"], "VPN-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wi_fi_connects_with_a_password_and_mfa_needs_an_application_password() {
    let setting = Setting::new().await;
    let network = Network::start(&setting, &access_point(&setting).await).await;
    let (ada, password) = (user(&setting, ADA).await, CREDENTIALS.user_password);
    for inner in ["auth=PAP", "autheap=GTC"] {
        let (connected, text) = network.ttls(inner, &ada.username, password).await;
        assert!(connected, "{text}");
        // The keys of the Wi-Fi are the same on both sides.
        assert!(text.contains("MPPE keys OK: 1  mismatch: 0"), "{text}");
        // The VLAN goes through the tunnel.
        let vlan = text.split("(Tunnel-Private-Group-Id)").nth(1).unwrap();
        assert!(vlan.lines().nth(1).unwrap().contains("3432"), "{vlan}");
        let (connected, _) = network.ttls(inner, &ada.username, WRONG).await;
        assert!(!connected);
    }
    let portal = setting.server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    portal.submit_password(password).await.unwrap();
    let wanted = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    let application_password = created.unwrap().password;
    AuthenticatorApp::add_now(&portal, "Phone").await;
    let (connected, _) = network.ttls("auth=PAP", &ada.username, password).await;
    assert!(!connected);
    let with = network.ttls("auth=PAP", &ada.username, &application_password);
    assert!(with.await.0);
    setting.owner.suspend_user(ada.id).await.unwrap();
    let with = network.ttls("auth=PAP", &ada.username, &application_password);
    assert!(!with.await.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_is_no_reject() {
    let setting = Setting::new().await;
    let network = Network::start(&setting, &access_point(&setting).await).await;
    let (ada, password) = (user(&setting, ADA).await, CREDENTIALS.user_password);
    let Setting {
        installation,
        server,
        ..
    } = setting;
    server.stop().await;
    let down = network.radclient(&ada.username, password, "3", true).await;
    assert_eq!(down, Answer::Silence);
    // FreeRADIUS recovers without a restart.
    let _server = installation.start().await;
    until(PATIENCE, "an answer", async || {
        let answer = network.radclient(&ada.username, password, "3", true).await;
        matches!(answer, Answer::Accepted(_)).then_some(())
    })
    .await;
}
