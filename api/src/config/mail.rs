use std::time::Duration;

use mail::{Encryption, MailAddress, SmtpCredentials, SmtpPassword, SmtpSettings, SmtpTransport};

use super::ServerConfig;
use super::reader::Reader;

/// `[mail]`.
#[derive(Clone, Debug)]
pub enum MailConfig {
    /// Through an SMTP server.
    Smtp(SmtpTransport),
    /// Into the development mailbox, which anyone with access to the server can read.
    Mailbox,
}

#[derive(Clone, Copy, Default)]
enum Protection {
    #[default]
    StartTls,
    Tls,
    None,
}

impl Protection {
    const WORDS: [(&'static str, Self); 3] = [
        ("starttls", Self::StartTls),
        ("tls", Self::Tls),
        ("none", Self::None),
    ];

    const fn usual_port(self) -> u32 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl MailConfig {
    /// Emails of the demo are never sent: the addresses of its accounts may belong to strangers.
    pub(super) fn read(reader: &mut Reader, server: &ServerConfig, demo: bool) -> Self {
        let host = reader.text("mail", "smtp_host");
        let anybody_may_read = reader.switch("mail", "danger_development_mailbox");
        let settings = settings(reader, host.as_ref().map(|(host, _)| host.as_str()));
        let Some(settings) = settings.filter(|_| !demo) else {
            if host.is_none() && !demo && !server.is_local() && !anybody_may_read {
                let message = "required, because activation and reset links are sent by email. \
                               Without it, anyone could read them in the development mailbox \
                               (to allow that, set mail.danger_development_mailbox = true)";
                reader.problem("mail.smtp_host", "", message);
            }
            return Self::Mailbox;
        };
        match SmtpTransport::new(settings) {
            Ok(transport) => Self::Smtp(transport),
            Err(error) => {
                reader.problem("mail.smtp_host", "", error);
                Self::Mailbox
            }
        }
    }
}

/// Reads every key, so that none is reported as unknown. Returns settings if there is a host.
fn settings(reader: &mut Reader, host: Option<&str>) -> Option<SmtpSettings> {
    const SECTION: &str = "mail";
    let protection = reader.one_of(SECTION, "encryption", &Protection::WORDS);
    let port = reader.integer(SECTION, "smtp_port", 1..=65_535, protection.usual_port());
    let username = reader.text(SECTION, "username").map(|(name, _)| name);
    let password = reader.secret(SECTION, "password");
    let from_name = reader.text(SECTION, "from_name").map(|(name, _)| name);
    let from_address: Option<MailAddress> = reader.parsed(SECTION, "from_address");
    let hello_name = reader.text(SECTION, "hello_name").map(|(name, _)| name);
    let roots = reader.secret(SECTION, "extra_root_certificates");
    let timeout = reader.integer(SECTION, "timeout_seconds", 1..=240, 30);
    let host = host?;
    if from_address.is_none() {
        reader.problem("mail.from_address", "", "required with mail.smtp_host");
    }
    let credentials = match (username, password) {
        (Some(username), Some(password)) => Some(SmtpCredentials {
            username,
            password: SmtpPassword::new(password.reveal().to_owned()),
        }),
        (None, None) => None,
        _ => {
            reader.problem(
                "mail.username",
                "",
                "set both username and password, or neither",
            );
            None
        }
    };
    Some(SmtpSettings {
        host: host.to_owned(),
        port: u16::try_from(port).unwrap_or(587),
        encryption: match protection {
            Protection::StartTls => Encryption::StartTls,
            Protection::Tls => Encryption::Tls,
            Protection::None => Encryption::None,
        },
        credentials,
        extra_root_certificates: roots.map(|pem| pem.reveal().to_owned()).unwrap_or_default(),
        hello_name,
        from_name: from_name.unwrap_or_else(|| "Latchkey".to_owned()),
        from_address: from_address?,
        timeout: Duration::from_secs(u64::from(timeout)),
    })
}
