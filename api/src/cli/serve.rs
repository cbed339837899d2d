use std::io::Write;
use std::path::Path;
use std::pin::pin;

use clap::Args;
use identity::demo::CREDENTIALS;

use super::{CliError, Common, sample_application, stop_signal};
use crate::config::Flags;
use crate::server::{self, Overrides, RunningServer};

/// Run the server
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    common: Common,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Port to listen on
    #[arg(long)]
    port: Option<u16>,
    /// Address and port to listen on for LDAP with TLS
    #[arg(long, value_name = "ADDRESS")]
    ldap_listen: Option<String>,
    /// Create a demo organization whose accounts have well-known passwords
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let config = self.common.load(Flags {
            listen: self.listen,
            port: self.port,
            ldap_listen: self.ldap_listen,
            demo: self.demo,
            ..Flags::default()
        })?;
        crate::log::init(&config.log);
        let data = config.database.sqlite_file().and_then(Path::parent);
        let data = data.map(Path::to_path_buf);
        // Before anything is served: a server that is stopped right after its start must shut down gracefully too.
        let mut stop = pin!(stop_signal::listen().map_err(CliError::Runtime)?);
        let running = tokio::select! {
            running = server::start(config, Overrides::default()) => running?,
            () = &mut stop => return Ok(()),
        };
        let prepared = prepare(&running, self.demo, data.as_deref()).await;
        if prepared.is_ok() {
            stop.await;
        }
        running.stop().await;
        prepared
    }
}

async fn prepare(running: &RunningServer, demo: bool, data: Option<&Path>) -> Result<(), CliError> {
    if demo {
        let sample = identity::demo::seed(&running.context).await?;
        let made_now = sample.is_some();
        if let Some(folder) = data {
            let issuer = running.context.addresses().issuer();
            sample_application::hand_over(folder, issuer, sample)?;
        }
        return print(&addresses(running, made_now));
    }
    if let Some(link) = identity::set_up::link_if_empty(&running.context).await? {
        tracing::warn!("no organization exists yet. Create the first one at {link}");
    }
    Ok(())
}

fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(CliError::Print)
}

fn addresses(running: &RunningServer, made_now: bool) -> String {
    let user = &running.origins.user;
    let admin = running.origins.admin();
    let mut text = format!(
        "\n  Latchkey is running.\n\n  \
         User Portal          {user}/\n  \
         Admin Portal         {admin}/admin/\n  \
         API documentation    {user}/api/docs/\n"
    );
    if running.mailbox.is_some() {
        text += &format!("  Development mailbox  {user}/dev/mailbox\n");
    }
    text += &format!(
        "\n  Sign in as an administrator  {}, password: {}\n  \
         Sign in as a user            {}, password: {}\n",
        CREDENTIALS.owner_email,
        CREDENTIALS.owner_password,
        CREDENTIALS.user_email,
        CREDENTIALS.user_password
    );
    if !made_now {
        text += "  (unless the passwords have been changed since)\n";
    }
    text += "\n  Stop with Ctrl+C.\n\n";
    text
}
