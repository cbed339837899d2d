//! Email over TLS with authentication, to a server with a certificate of a private authority.

use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::mail_deliveries::MailState;
use harness::{Backend, Installation, free_port};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::people::{OWNER, delivery_tried, pending_user, set_up};
use crate::smtp::Smtp;

const SOON: Duration = Duration::from_secs(20);
const PASSWORD: &str = "a relay of our own";

/// The files of a private certificate authority and of a server with its certificate.
struct Certificates {
    authority: PathBuf,
    server: PathBuf,
}

/// Creates them for a server with this name or address.
fn certificates(folder: &Path, server_name: &str) -> Certificates {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new([server_name.to_owned()])
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    let files = Certificates {
        authority: folder.join("authority.pem"),
        server: folder.join("server.pem"),
    };
    std::fs::write(&files.authority, authority.pem()).unwrap();
    std::fs::write(&files.server, server.pem() + &key.serialize_pem()).unwrap();
    files
}

/// An installation that sends email over `encryption` with authentication, and the SMTP server.
async fn encrypted(encryption: &str, certificates: &Certificates, to: &mut Installation) -> Smtp {
    let port = free_port();
    to.set_smtp(port);
    to.set("mail", "encryption", &format!("'{encryption}'"));
    to.set("mail", "username", "'latchkey'");
    to.set("mail", "password", &format!("'{PASSWORD}'"));
    let sign_in = format!("latchkey:{PASSWORD}");
    let certificate = certificates.server.to_str().unwrap();
    let options = [
        "--tls",
        encryption,
        "--certificate",
        certificate,
        "--sign-in",
        &sign_in,
    ];
    Smtp::start(port, &to.folder().join("mails"), &options).await
}

async fn arrives_over(encryption: &str) {
    let mut installation = Installation::new(Backend::Sqlite).await;
    let files = certificates(installation.folder(), "127.0.0.1");
    let smtp = encrypted(encryption, &files, &mut installation).await;
    let authority = format!("'{}'", files.authority.display());
    installation.set("mail", "extra_root_certificates_file", &authority);
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;

    let mail = smtp.mail_with_link("ada@example.com", SOON).await;
    assert!(mail.encrypted, "{mail:?}");
    assert_eq!(mail.signed_in_as.as_deref(), Some("latchkey"));
    delivery_tried(&owner, "ada@example.com", MailState::Sent).await;
    assert!(!installation.logs().contains(PASSWORD));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_arrives_over_starttls() {
    arrives_over("starttls").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_arrives_over_tls() {
    arrives_over("tls").await;
}

/// With an unknown certificate, or one for another server, neither an email nor the password is
/// sent.
async fn waits(installation: &Installation, smtp: &Smtp) {
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let queued = delivery_tried(&owner, OWNER, MailState::Queued).await;
    let reason = queued.last_error.unwrap();
    assert!(reason.contains("invalid peer certificate"), "{reason}");
    assert!(smtp.mails().is_empty());
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_waits_if_the_authority_is_unknown() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    let files = certificates(installation.folder(), "127.0.0.1");
    let smtp = encrypted("tls", &files, &mut installation).await;
    waits(&installation, &smtp).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_waits_if_the_certificate_is_for_another_server() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    let files = certificates(installation.folder(), "mail.example.com");
    let smtp = encrypted("starttls", &files, &mut installation).await;
    let authority = format!("'{}'", files.authority.display());
    installation.set("mail", "extra_root_certificates_file", &authority);
    waits(&installation, &smtp).await;
}
