//! Delivery to an SMTP server over a socket, and to the development mailbox.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::net::SocketAddr;
use std::time::Duration;

use latchkey_mail::{
    DeliveryError, DevelopmentMailbox, Encryption, InvalidSmtpSettings, Logo, Outgoing,
    SmtpCredentials, SmtpPassword, SmtpSettings, SmtpTransport, Transport, shows_logo,
    with_embedded_logo,
};
use support::samples::{LINK, NOW, envelope, messages};
use support::server::{Manner, Received, start};
use uuid::Uuid;

fn settings(server: SocketAddr) -> SmtpSettings {
    SmtpSettings {
        host: server.ip().to_string(),
        port: server.port(),
        encryption: Encryption::None,
        credentials: None,
        extra_root_certificates: String::new(),
        hello_name: None,
        from_name: "Acme, accounts <x@y>\r\nBcc: eve@example.com".to_owned(),
        from_address: "accounts@id.example.com".parse().unwrap(),
        timeout: Duration::from_secs(5),
    }
}

fn outgoing(number: u128) -> Outgoing {
    Outgoing {
        id: Uuid::from_u128(number),
        written_at: NOW,
        to: "ada@example.com".parse().unwrap(),
        content: messages("x")[0].render(&envelope("Acmé", "Ada")).unwrap(),
        logo: None,
    }
}

async fn deliver(settings: SmtpSettings) -> Result<String, DeliveryError> {
    let transport = Transport::Smtp(SmtpTransport::new(settings).unwrap());
    transport
        .deliver(&outgoing(7))
        .await
        .map(|receipt| receipt.answer)
}

/// Delivers to a server that fails in this manner. Returns whether the error is permanent, and the
/// reason.
async fn failure(manner: Manner) -> (bool, String) {
    let (server, _received) = start(manner).await;
    let error = deliver(settings(server)).await.unwrap_err();
    (error.is_permanent(), error.reason().to_owned())
}

async fn accepted() -> Received {
    let (server, mut received) = start(Manner::Accepts).await;
    assert_eq!(
        deliver(settings(server)).await.unwrap(),
        "250 2.0.0 queued as 7F3A"
    );
    received.recv().await.unwrap()
}

#[tokio::test]
async fn an_accepted_message_has_its_headers_and_both_bodies() {
    let Received { commands, message } = accepted().await;
    assert_eq!(
        commands,
        [
            "EHLO id.example.com",
            "MAIL FROM:<accounts@id.example.com>",
            "RCPT TO:<ada@example.com>",
            "DATA"
        ]
    );
    let (head, body) = message.split_once("\n\n").unwrap();
    for line in [
        "To: ada@example.com",
        "Subject: =?utf-8?b?QWNtw6k6?= activate your account",
        "Date: Tue, 17 Nov 2026 07:40:00 +0000",
        "Message-ID: <00000000-0000-0000-0000-000000000007@id.example.com>",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "MIME-Version: 1.0",
    ] {
        assert!(
            head.lines().any(|found| found == line),
            "no {line:?} in\n{head}"
        );
    }
    assert!(
        head.contains("Content-Type: multipart/alternative;"),
        "{head}"
    );
    // "Acme, accounts <x@y> Bcc: eve@example.com", encoded so that no part of it is interpreted.
    let from = "From: =?utf-8?b?QWNtZSwgYWNjb3VudHMgPHhAeT4gQmNjOiBldmVAZXhhbXBsZS5jb20=?= <accounts@id.example.com>";
    assert!(head.lines().any(|line| line == from), "{head}");
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    let text = body
        .find("Content-Type: text/plain; charset=utf-8")
        .unwrap();
    let html = body.find("Content-Type: text/html; charset=utf-8").unwrap();
    assert!(text < html);
    assert!(message.is_ascii());
    // Removes soft line breaks, as a mail client does.
    let joined = body.replace("=\n", "").replace("=3D", "=");
    assert_eq!(joined.matches(LINK).count(), 3, "{joined}");
}

#[tokio::test]
async fn a_refused_recipient_or_text_is_final() {
    assert_eq!(
        failure(Manner::Recipient("550 5.1.1 no such user")).await,
        (
            true,
            "The mail server refused the recipient: 550 5.1.1 no such user".to_owned()
        )
    );
    assert_eq!(
        failure(Manner::Content(
            "554 5.7.1 spam: https://id.example.com/activate#token=abc"
        ))
        .await,
        (
            true,
            "The mail server refused the message: 554 5.7.1 spam: […]".to_owned()
        )
    );
}

#[tokio::test]
async fn a_busy_server_is_tried_again() {
    assert_eq!(
        failure(Manner::Recipient("451 4.7.1 greylisted")).await,
        (
            false,
            "The mail server refused the recipient: 451 4.7.1 greylisted".to_owned()
        )
    );
    assert_eq!(
        failure(Manner::Content("452 4.3.1 disk full")).await,
        (
            false,
            "The mail server refused the message: 452 4.3.1 disk full".to_owned()
        )
    );
    let (permanent, reason) = failure(Manner::Closes).await;
    assert!(!permanent, "{reason}");
}

#[tokio::test]
async fn what_is_wrong_with_the_server_or_its_settings_does_not_fail_the_message() {
    assert_eq!(
        failure(Manner::Sender("550 5.7.1 not your domain")).await,
        (
            false,
            "The mail server refused the sender: 550 5.7.1 not your domain".to_owned()
        )
    );
    assert_eq!(
        failure(Manner::Greeting("554 no service here")).await,
        (
            false,
            "Could not connect to the mail server: 554 no service here".to_owned()
        )
    );
    let (server, _received) = start(Manner::SignIn("535 5.7.8 wrong password")).await;
    let credentials = Some(SmtpCredentials {
        username: "latchkey".to_owned(),
        password: SmtpPassword::new("correct horse".to_owned()),
    });
    let error = deliver(SmtpSettings {
        credentials,
        ..settings(server)
    })
    .await
    .unwrap_err();
    assert_eq!(
        (error.is_permanent(), error.reason()),
        (
            false,
            "The mail server refused the sign-in: 535 5.7.8 wrong password"
        )
    );
}

#[tokio::test]
async fn a_server_that_hangs_is_left_in_time() {
    let (server, _received) = start(Manner::HangsAtData).await;
    let timeout = Duration::from_millis(200);
    let error = deliver(SmtpSettings {
        timeout,
        ..settings(server)
    })
    .await
    .unwrap_err();
    assert_eq!(
        (error.is_permanent(), error.reason()),
        (false, "The mail server did not finish within 0.2 s")
    );
}

#[tokio::test]
async fn a_farewell_that_hangs_does_not_undo_a_delivery() {
    let (server, mut received) = start(Manner::HangsAtQuit).await;
    let timeout = Duration::from_millis(900);
    assert!(
        deliver(SmtpSettings {
            timeout,
            ..settings(server)
        })
        .await
        .is_ok()
    );
    assert!(received.recv().await.is_some());
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = listener.local_addr().unwrap();
    drop(listener);
    let error = deliver(settings(server)).await.unwrap_err();
    assert_eq!(
        (error.is_permanent(), error.reason()),
        (
            false,
            "Could not connect to the mail server: connection refused"
        )
    );
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing() {
    let (server, mut received) = start(Manner::Accepts).await;
    let encrypted = SmtpSettings {
        encryption: Encryption::StartTls,
        ..settings(server)
    };
    let error = deliver(encrypted).await.unwrap_err();
    assert!(!error.is_permanent());
    assert!(
        error.reason().contains("STARTTLS is not supported"),
        "{error}"
    );
    assert!(received.try_recv().is_err());
}

#[tokio::test]
async fn a_logo_is_part_of_the_message() {
    let (server, mut received) = start(Manner::Accepts).await;
    let transport = Transport::Smtp(SmtpTransport::new(settings(server)).unwrap());
    let mut envelope = envelope("Acme", "Ada");
    envelope.logo = Some(Logo::Attached);
    let content = messages("x")[0].render(&envelope).unwrap();
    assert!(shows_logo(&content.html));
    let page = with_embedded_logo(&content.html, b"a picture");
    assert!(page.contains("src=\"data:image/png;base64,YSBwaWN0dXJl\"") && !shows_logo(&page));
    let message = Outgoing {
        content,
        logo: Some(b"a picture".to_vec()),
        ..outgoing(1)
    };
    transport.deliver(&message).await.unwrap();
    let written = received.recv().await.unwrap().message;
    for part in [
        "Content-Type: multipart/alternative;",
        "Content-Type: multipart/related;",
        "Content-Type: image/png",
        "Content-ID: <logo@latchkey>",
        "Content-Disposition: inline",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
}

#[tokio::test]
async fn an_address_outside_ascii_needs_smtputf8() {
    let (server, _received) = start(Manner::Accepts).await;
    let transport = Transport::Smtp(SmtpTransport::new(settings(server)).unwrap());
    let message = Outgoing {
        to: "ädä@example.com".parse().unwrap(),
        ..outgoing(1)
    };
    assert!(
        transport
            .deliver(&message)
            .await
            .unwrap_err()
            .is_permanent()
    );
}

#[test]
fn a_password_never_crosses_a_network_in_clear() {
    let credentials = Some(SmtpCredentials {
        username: "latchkey".to_owned(),
        password: SmtpPassword::new("correct horse".to_owned()),
    });
    let far = SmtpSettings {
        host: "mail.example.com".to_owned(),
        credentials,
        ..settings("127.0.0.1:25".parse().unwrap())
    };
    let refused = SmtpTransport::new(far.clone()).unwrap_err();
    assert!(matches!(refused, InvalidSmtpSettings::PasswordInClear));
    let transport = SmtpTransport::new(SmtpSettings {
        encryption: Encryption::Tls,
        ..far
    })
    .unwrap();
    assert!(!format!("{transport:?}").contains("horse"));
}

#[test]
fn root_certificates_that_are_none_are_refused_at_the_start() {
    let with = |pem: &str| SmtpSettings {
        encryption: Encryption::Tls,
        extra_root_certificates: pem.to_owned(),
        ..settings("127.0.0.1:465".parse().unwrap())
    };
    let wrong_file = SmtpTransport::new(with("not a certificate")).unwrap_err();
    assert!(matches!(wrong_file, InvalidSmtpSettings::NoCertificate));
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let broken = SmtpTransport::new(with(broken)).unwrap_err();
    assert!(matches!(broken, InvalidSmtpSettings::Tls(_)));
}

#[tokio::test]
async fn the_development_mailbox_keeps_the_latest_two_hundred() {
    let mailbox = DevelopmentMailbox::new();
    let transport = Transport::Mailbox(mailbox.clone());
    for number in 1..=205 {
        transport.deliver(&outgoing(number)).await.unwrap();
    }
    transport.deliver(&outgoing(100)).await.unwrap();

    let ids: Vec<_> = mailbox
        .list()
        .iter()
        .map(|message| message.id.as_u128())
        .collect();
    assert_eq!(ids.len(), DevelopmentMailbox::CAPACITY);
    assert_eq!(ids[..2], [100, 205]);
    assert_eq!(ids.last(), Some(&6));
    assert_eq!(*mailbox.get(Uuid::from_u128(205)).unwrap(), outgoing(205));
    assert!(mailbox.get(Uuid::from_u128(5)).is_none());
    mailbox.clear();
    assert!(mailbox.list().is_empty());
}
