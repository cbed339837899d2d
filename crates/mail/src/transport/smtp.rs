//! Delivery over SMTP (RFC 5321), with one connection per message.
//!
//! This does not use a pooled client, because the meaning of a 5xx reply depends on the step: if
//! the password or the sender is refused, the message must be retried; if the recipient is refused,
//! the failure is permanent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use url::Host;

use super::error::{DeliveryError, safe};
use super::outgoing::{Outgoing, Receipt};
use super::settings::{Encryption, InvalidSmtpSettings, SmtpSettings};
use crate::template::{CONTENT_ID, one_line};

/// How long to wait for the reply to `QUIT`.
const FAREWELL: Duration = Duration::from_secs(1);

/// A client of one SMTP server. Cheap to clone.
#[derive(Clone)]
pub struct SmtpTransport(Arc<Client>);

struct Client {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    /// In ASCII; the domain part of the `Message-ID`.
    domain: String,
}

impl fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SmtpTransport")
            .field(&self.0.settings)
            .finish()
    }
}

impl SmtpTransport {
    /// Checks the settings without connecting.
    pub fn new(settings: SmtpSettings) -> Result<Self, InvalidSmtpSettings> {
        let in_clear = settings.encryption == Encryption::None;
        if in_clear && settings.credentials.is_some() && !is_this_machine(&settings.host) {
            return Err(InvalidSmtpSettings::PasswordInClear);
        }
        let tls = if in_clear {
            None
        } else {
            Some(tls_parameters(&settings)?)
        };
        let credentials = settings.credentials.as_ref().map(|credentials| {
            let password = credentials.password.reveal().to_owned();
            Credentials::new(credentials.username.clone(), password)
        });
        let domain = ascii_domain(settings.from_address.domain());
        Ok(Self(Arc::new(Client {
            settings,
            tls,
            credentials,
            domain,
        })))
    }

    pub(super) async fn deliver(&self, message: &Outgoing) -> Result<Receipt, DeliveryError> {
        let client = &self.0;
        let timeout = client.settings.timeout;
        let (mut connection, outcome) = tokio::time::timeout(timeout, client.attempt(message))
            .await
            .map_err(|_| {
                let seconds = timeout.as_secs_f32();
                DeliveryError::temporary(&format!(
                    "The mail server did not finish within {seconds} s"
                ))
            })??;
        // The result is already known, so a `QUIT` that hangs must not change it.
        let _ = tokio::time::timeout(FAREWELL, connection.abort()).await;
        outcome
    }
}

impl Client {
    /// Connects and sends the message. Returns the connection, to be closed.
    async fn attempt(
        &self,
        outgoing: &Outgoing,
    ) -> Result<(AsyncSmtpConnection, Result<Receipt, DeliveryError>), DeliveryError> {
        let message = self.message(outgoing)?;
        let mut connection = self.connect().await?;
        let outcome = self
            .hand_over(&mut connection, outgoing, &message.formatted())
            .await;
        Ok((connection, outcome))
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        outgoing: &Outgoing,
        message: &[u8],
    ) -> Result<Receipt, DeliveryError> {
        let from = self.settings.from_address.as_lettre();
        let to = outgoing.to.as_lettre();
        let mut parameters = Vec::new();
        if !(outgoing.to.as_str().is_ascii() && self.settings.from_address.as_str().is_ascii()) {
            if !connection
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(DeliveryError::permanent(
                    "The mail server takes no addresses with letters outside ASCII (SMTPUTF8)",
                ));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }

        connection
            .command(Mail::new(Some(from.clone()), parameters))
            .await
            .map_err(|error| {
                DeliveryError::before_recipient("The mail server refused the sender", &error)
            })?;
        connection
            .command(Rcpt::new(to.clone(), Vec::new()))
            .await
            .map_err(|error| {
                DeliveryError::from_recipient_on("The mail server refused the recipient", &error)
            })?;
        let refused =
            |error| DeliveryError::from_recipient_on("The mail server refused the message", &error);
        connection.command(Data).await.map_err(refused)?;
        let response = connection.message(message).await.map_err(refused)?;
        let text = response.message().collect::<Vec<_>>().join(" ");
        Ok(Receipt {
            answer: safe(&format!("{} {text}", response.code())),
        })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, DeliveryError> {
        let settings = &self.settings;
        let hello = self.hello();
        let wrapped = match settings.encryption {
            Encryption::Tls => self.tls.clone(),
            Encryption::None | Encryption::StartTls => None,
        };
        let server = (settings.host.as_str(), settings.port);
        let timeout = Some(settings.timeout);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, timeout, &hello, wrapped, None)
                .await
                .map_err(|error| {
                    DeliveryError::before_recipient("Could not connect to the mail server", &error)
                })?;
        if let (Encryption::StartTls, Some(tls)) = (settings.encryption, &self.tls) {
            connection
                .starttls(tls.clone(), &hello)
                .await
                .map_err(|error| {
                    DeliveryError::before_recipient("The mail server did not start TLS", &error)
                })?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .await
                .map_err(|error| {
                    DeliveryError::before_recipient("The mail server refused the sign-in", &error)
                })?;
        }
        Ok(connection)
    }

    fn hello(&self) -> ClientId {
        let name = self.settings.hello_name.as_ref().unwrap_or(&self.domain);
        ClientId::Domain(name.clone())
    }

    fn message(&self, outgoing: &Outgoing) -> Result<Message, DeliveryError> {
        let from_name = header_text(&self.settings.from_name);
        let from = Mailbox::new(
            (!from_name.is_empty()).then_some(from_name),
            self.settings.from_address.as_lettre().clone(),
        );
        let content = &outgoing.content;
        Message::builder()
            .from(from)
            .to(Mailbox::new(None, outgoing.to.as_lettre().clone()))
            .subject(header_text(&content.subject))
            .date(outgoing.written_at.into())
            .message_id(Some(format!("<{}@{}>", outgoing.id, self.domain)))
            // Suppresses automatic replies: the first header for RFC 3834, the second for Exchange.
            .raw_header(constant_header("Auto-Submitted", "auto-generated"))
            .raw_header(constant_header("X-Auto-Response-Suppress", "All"))
            .multipart(body(outgoing))
            .map_err(|error| {
                DeliveryError::permanent(&format!("The message could not be written: {error}"))
            })
    }
}

/// Text and HTML; with the HTML goes the logo, if there is one.
fn body(outgoing: &Outgoing) -> MultiPart {
    let content = &outgoing.content;
    let (text, html) = (content.text.clone(), content.html.clone());
    let png = ContentType::parse("image/png").ok();
    match outgoing.logo.clone().zip(png) {
        None => MultiPart::alternative_plain_html(text, html),
        Some((logo, png)) => {
            let picture = Attachment::new_inline(CONTENT_ID.to_owned()).body(logo, png);
            let page = MultiPart::related()
                .singlepart(SinglePart::html(html))
                .singlepart(picture);
            MultiPart::alternative()
                .singlepart(SinglePart::plain(text))
                .multipart(page)
        }
    }
}

/// A text for a header. Mail programs would decode what looks like an encoded word (RFC 2047), which
/// lettre does not encode again. A word joiner, which cannot be seen, makes it encode the whole word.
fn header_text(text: &str) -> String {
    one_line(text).replace("=?", "=\u{2060}?")
}

fn constant_header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn tls_parameters(settings: &SmtpSettings) -> Result<TlsParameters, InvalidSmtpSettings> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if !settings.extra_root_certificates.trim().is_empty() {
        // For a file without certificates, the parser returns an empty list instead of an error.
        if !settings
            .extra_root_certificates
            .contains("-----BEGIN CERTIFICATE-----")
        {
            return Err(InvalidSmtpSettings::NoCertificate);
        }
        let pem = settings.extra_root_certificates.as_bytes();
        let certificate = Certificate::from_pem(pem).map_err(InvalidSmtpSettings::Tls)?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(InvalidSmtpSettings::Tls)
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The domain in ASCII, as in DNS; `localhost` if it is an address literal.
fn ascii_domain(domain: &str) -> String {
    match Host::parse(domain) {
        Ok(Host::Domain(name)) => name,
        _ => "localhost".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_encoded_is_shown_as_it_is() -> Result<(), Box<dyn std::error::Error>> {
        let subject = "=?utf-8?q?Hi_there?=: reset your password";
        let message = Message::builder()
            .from("ada@example.com".parse()?)
            .to("bob@example.com".parse()?)
            .subject(header_text(subject))
            .body(String::new())?;
        let written = String::from_utf8(message.formatted())?;
        assert!(!written.contains("Hi_there"), "{written}");
        assert!(written.contains("Subject: =?utf-8?b?"), "{written}");
        assert_eq!(header_text("Example = Ltd?"), "Example = Ltd?");
        Ok(())
    }
}
