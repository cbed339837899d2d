use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use contract::events::chain::EventCheckpoint;
use contract::page::Page;
use identity::events::{Verified, Verifier, export_chain_for_operator};
use identity::exports::find_organization_for_operator;

use super::export::{Output, write};
use super::{CliError, Common, open_existing, openapi::print_line};

/// Export the hash chain of events, and verify such a file
#[derive(Debug, Subcommand)]
pub enum Events {
    /// Export all events with their hashes and signed checkpoints, even while the server runs
    ExportChain(Chain),
    /// Verify an exported chain, without a server: that no event was changed, added or removed
    Verify(Verify),
}

/// Where to export the chain to.
#[derive(Debug, Args)]
pub struct Chain {
    #[command(flatten)]
    common: Common,
    /// The file to write; must not exist yet. Default: standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The name or identifier of the organization, if there are several
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
}

/// What to verify, and against what.
#[derive(Debug, Args)]
pub struct Verify {
    /// The file, from `latchkey events export-chain` or GET /events/chain
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The public key that the server signs with: `publicKey` of GET /events/checkpoints. Use one that you
    /// have kept, not one from the file
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: String,
    /// A file with a checkpoint, or with a page of GET /events/checkpoints, that was kept in another place
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
}

impl Events {
    pub(super) async fn run(self) -> Result<(), CliError> {
        match self {
            Self::ExportChain(chain) => chain.run().await,
            Self::Verify(verify) => verify.run(),
        }
    }
}

impl Chain {
    async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.common.start()?).await?;
        let organization = self.organization.as_deref();
        let organization = find_organization_for_operator(&context, organization).await?;
        let output = Output::create(self.output.as_deref())?;
        let export = export_chain_for_operator(&context, organization).await?;
        write(export, output).await
    }
}

impl Verify {
    fn run(self) -> Result<(), CliError> {
        let mut kept = Vec::new();
        for path in &self.checkpoint {
            kept.extend(read_checkpoints(path)?);
        }
        let unsuitable = CliError::Unsuitable;
        let verifier = Verifier::new(&self.key, kept);
        let mut verifier = verifier.map_err(|fault| unsuitable(fault.to_string()))?;
        let failed = |error| CliError::File(self.file.clone(), error);
        let lines = BufReader::new(File::open(&self.file).map_err(failed)?).lines();
        for (number, line) in (1_u64..).zip(lines) {
            let line = line.map_err(failed)?;
            verifier
                .line(&line)
                .map_err(|fault| unsuitable(format!("not verified: line {number}: {fault}")))?;
        }
        let verified = verifier.finish();
        let verified = verified.map_err(|fault| unsuitable(format!("not verified: {fault}")))?;
        print_line(&summary(&verified))
    }
}

/// What the file proves, in words.
fn summary(verified: &Verified) -> String {
    let Verified {
        organization,
        links,
        starts_after,
        last_position,
        signed_at,
        kept_too_old,
    } = verified;
    let mut text = format!(
        "Verified {links} positions of events of the organization {organization}, up to position \
         {last_position}, signed at {signed_at}"
    );
    if let Some(start) = starts_after {
        text += &format!(
            "\nThe server has deleted the events up to position {start} because of their age"
        );
    }
    for position in kept_too_old {
        text += &format!(
            "\nThe kept checkpoint at position {position} is older than the first event of the file"
        );
    }
    text
}

/// Reads a checkpoint, or a page of them.
fn read_checkpoints(path: &Path) -> Result<Vec<EventCheckpoint>, CliError> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| CliError::File(path.to_owned(), error))?;
    if let Ok(page) = serde_json::from_str::<Page<EventCheckpoint>>(&text) {
        return Ok(page.items);
    }
    match serde_json::from_str::<EventCheckpoint>(&text) {
        Ok(one) => Ok(vec![one]),
        Err(error) => {
            let path = path.display();
            let message = format!("{path} contains no checkpoint: {error}");
            Err(CliError::Unsuitable(message))
        }
    }
}
