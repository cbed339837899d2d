use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use contract::hosts::{AuthorizedKeys, AuthorizedKeysQuery};
use contract::problem::Problem;
use reqwest::redirect::Policy;
use url::Url;

use super::CliError;
use super::private_server::check_private;
use crate::openid::with_causes;

/// Print the SSH keys of a user who may sign in to this host now, for `sshd`
///
/// Prints nothing but keys to standard output, and nothing at all if something fails: `sshd` then knows no
/// key.
#[derive(Debug, Args)]
pub struct SshKeys {
    /// The user who signs in: %u in sshd_config
    username: String,
    /// Print only the key with this fingerprint, and record that it was used: %f in sshd_config
    fingerprint: Option<String>,
    /// The address of the server, such as https://id.example.com. It must be https, unless the server
    /// is on this machine
    #[arg(long, env = "LATCHKEY_URL")]
    url: Url,
    /// The file with the key of this host
    #[arg(long, value_name = "FILE", default_value = "/etc/latchkey/host.key")]
    key_file: PathBuf,
    /// How long the server may take to respond, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 5,
        value_parser = clap::value_parser!(u8).range(1..=60)
    )]
    timeout: u8,
}

impl SshKeys {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let risk = "read the key of the host, and answer with keys of their own";
        check_private(&self.url, risk)?;
        let key = std::fs::read_to_string(&self.key_file)
            .map_err(|error| CliError::File(self.key_file.clone(), error))?;
        let text = lines(&self.ask(key.trim()).await?)?;
        // All at once, so that sshd never reads a part.
        let mut output = std::io::stdout().lock();
        output.write_all(text.as_bytes()).map_err(CliError::Print)?;
        output.flush().map_err(CliError::Print)
    }

    async fn ask(&self, key: &str) -> Result<AuthorizedKeys, CliError> {
        let timeout = Duration::from_secs(self.timeout.into());
        let client = reqwest::Client::builder()
            .timeout(timeout)
            // The key must not go to another server.
            .redirect(Policy::none())
            .build()
            .map_err(|error| {
                let reason = with_causes(&error);
                CliError::Unsuitable(format!("cannot prepare TLS: {reason}"))
            })?;
        let query = AuthorizedKeysQuery {
            username: self.username.clone(),
            fingerprint: self.fingerprint.clone(),
        };
        let request = client.get(address(&self.url, &query)?).bearer_auth(key);
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        if !status.is_success() {
            let problem = response.json::<Problem>().await;
            let text = problem.map_or_else(|_| status.to_string(), |problem| problem.to_string());
            return Err(CliError::Unsuitable(text));
        }
        response.json().await.map_err(unreachable)
    }
}

fn address(server: &Url, query: &AuthorizedKeysQuery) -> Result<Url, CliError> {
    let mut url = server.clone();
    url.path_segments_mut()
        .map_err(|()| CliError::Unsuitable("the URL has no host".to_owned()))?
        .pop_if_empty()
        .extend(["api", "v1", "host", "authorized-keys"]);
    url.query_pairs_mut()
        .append_pair("username", &query.username);
    if let Some(fingerprint) = &query.fingerprint {
        url.query_pairs_mut()
            .append_pair("fingerprint", fingerprint);
    }
    Ok(url)
}

/// The keys as lines of an `authorized_keys` file.
fn lines(answer: &AuthorizedKeys) -> Result<String, CliError> {
    let mut text = String::new();
    for key in &answer.keys {
        // In such a file, what stands before the type of a key is an option, such as a command.
        let begins = ["ssh-", "sk-ssh-", "ecdsa-", "sk-ecdsa-"];
        let is_key = begins.iter().any(|begin| key.starts_with(begin));
        if !is_key || key.chars().any(char::is_control) {
            let message = "the server did not respond with keys".to_owned();
            return Err(CliError::Unsuitable(message));
        }
        let _ = writeln!(text, "{key}");
    }
    Ok(text)
}

/// With the causes: the first message alone does not tell a wrong name from a certificate that is not trusted.
fn unreachable(error: reqwest::Error) -> CliError {
    let reason = with_causes(&error.without_url());
    CliError::Unsuitable(format!("the server did not respond: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(keys: &[&str]) -> Option<String> {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        lines(&AuthorizedKeys { keys }).ok()
    }

    #[test]
    fn only_keys_are_printed() {
        assert_eq!(printed(&[]).as_deref(), Some(""));
        let two = printed(&["ssh-ed25519 AAAA", "sk-ssh-ed25519@openssh.com AAAA"]);
        assert_eq!(
            two.as_deref(),
            Some("ssh-ed25519 AAAA\nsk-ssh-ed25519@openssh.com AAAA\n")
        );
        for bad in [
            "command=\"sh\" ssh-ed25519 AAAA",
            "ssh-ed25519 AAAA\nssh-ed25519 BBBB",
            "",
        ] {
            assert_eq!(printed(&["ssh-ed25519 AAAA", bad]), None, "{bad}");
        }
    }

    #[test]
    fn what_sshd_gives_is_data() {
        let server: Url = "https://id.example.com/".parse().unwrap();
        let query = AuthorizedKeysQuery {
            username: "a&b=c/..".to_owned(),
            fingerprint: Some("SHA256:a+b/c".to_owned()),
        };
        let url = address(&server, &query).unwrap();
        assert_eq!(
            url.as_str(),
            "https://id.example.com/api/v1/host/authorized-keys?username=a%26b%3Dc%2F..&fingerprint=SHA256%3Aa%2Bb%2Fc"
        );
    }
}
