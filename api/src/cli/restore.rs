use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use identity::Database;
use identity::clock::{Clock, SystemClock};
use identity::restoring::{self, Ended, Kept};
use sea_orm::ConnectionTrait;

use super::{CliError, Common, openapi::print_line};
use crate::server::{DataLock, StartError, make_private_database};

/// Restore a backup of the SQLite database
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    common: Common,
    /// A file written by `latchkey backup`
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Replace an existing database
    #[arg(long)]
    force: bool,
    /// Keep the API keys of the backup valid, including those that were revoked since
    #[arg(long)]
    keep_api_keys: bool,
    /// Keep the client secrets of applications and the LDAP bind users valid, including those that were
    /// deleted since
    #[arg(long)]
    keep_client_secrets: bool,
    /// Keep the application passwords of users valid, including those that were revoked since
    #[arg(long)]
    keep_application_passwords: bool,
    /// Keep the secrets of RADIUS clients and the keys of hosts valid, including those that were replaced
    /// since
    #[arg(long)]
    keep_network_secrets: bool,
}

/// The first bytes of every SQLite database.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Restore {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let config = self.common.start()?;
        let Some(database) = config.database.sqlite_file() else {
            let message = "this server uses PostgreSQL. Restore it with pg_restore";
            return Err(CliError::Unsuitable(message.to_owned()));
        };
        check_is_database(&self.from)?;
        // Held until the end, so that no server is running or can start.
        let _lock = DataLock::take(&config.database)?;
        if database.exists() && !self.force {
            let message = format!(
                "a database exists at {}. Use --force to replace it",
                database.display()
            );
            return Err(CliError::Unsuitable(message));
        }
        // A copy, so that neither the backup nor the existing database changes before all is well.
        let copy = database.with_extension("restoring");
        fs::copy(&self.from, &copy).map_err(|error| CliError::File(copy.clone(), error))?;
        let replaced = match self.prepare(&copy).await {
            Ok(ended) => replace(&copy, database).map(|()| ended),
            Err(error) => Err(error),
        };
        let ended = match replaced {
            Ok(ended) => ended,
            Err(error) => {
                let _ = fs::remove_file(&copy);
                return Err(error);
            }
        };
        print_line(&format!("Restored {}", database.display()))?;
        print_line(&self.report(&ended))?;
        print_line("The server requires the master key of the server that was backed up")
    }

    /// Refuses what is not a backup of ours, updates it, and ends what was open in it.
    async fn prepare(&self, copy: &Path) -> Result<Ended, CliError> {
        make_private_database(copy)?;
        let url = format!("sqlite://{}", copy.display());
        let not_ours = |_| not_a_backup(&self.from);
        let database = Database::open(&url).await.map_err(not_ours)?;
        let prepared = async {
            if !database.is_ours().await.map_err(not_ours)? {
                return Err(not_a_backup(&self.from));
            }
            identity::migrate(&database).await?;
            let now = SystemClock.now();
            let kept = Kept {
                api_keys: self.keep_api_keys,
                client_secrets: self.keep_client_secrets,
                application_passwords: self.keep_application_passwords,
                network_secrets: self.keep_network_secrets,
            };
            let ended = restoring::end_what_was_open(&database, now, kept).await?;
            // The log becomes part of the file, which is then moved alone.
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            let written = database.write().execute_unprepared(checkpoint).await;
            written.map_err(StartError::from)?;
            Ok(ended)
        };
        let prepared = prepared.await;
        database.close().await.map_err(StartError::from)?;
        remove_log(copy)?;
        prepared
    }

    fn report(&self, ended: &Ended) -> String {
        let keys = ended.api_keys.join(", ");
        let keys = match (ended.api_keys.is_empty(), self.keep_api_keys) {
            (true, _) => "It had no valid API keys.".to_owned(),
            (_, false) => format!("Revoked its API keys: {keys}."),
            (_, true) => format!(
                "Its API keys are valid again, also those revoked since the backup: {keys}."
            ),
        };
        let names = ended.applications_with_secrets.join(", ");
        let secrets = match (names.is_empty(), self.keep_client_secrets) {
            (true, _) => "No application had client secrets.".to_owned(),
            (_, false) => format!(
                "Deleted the client secrets of these applications, which need new ones: {names}."
            ),
            (_, true) => format!(
                "The client secrets of these applications are valid again, also those deleted since \
                 the backup: {names}."
            ),
        };
        let bind_users = match (ended.bind_users, self.keep_client_secrets) {
            (0, _) => String::new(),
            (count, false) => format!(" Revoked its bind users of LDAP: {count}."),
            (count, true) => format!(
                " Its bind users of LDAP are valid again, also those revoked since the backup: {count}."
            ),
        };
        let passwords = match (ended.application_passwords, self.keep_application_passwords) {
            (0, _) => "It had no application passwords.".to_owned(),
            (count, false) => format!("Revoked its application passwords: {count}."),
            (count, true) => format!(
                "Its application passwords are valid again, also those revoked since the backup: {count}."
            ),
        };
        let deletions = match ended.deletions {
            0 => String::new(),
            count => format!(
                " Postponed the deletion of organizations by 7 days: {count}. `latchkey organization keep` cancels one."
            ),
        };
        let work = match ended.stopped {
            0 => String::new(),
            count => format!(
                " Stopped its running bulk jobs and imports: {count}. Resume them in the Admin Portal."
            ),
        };
        let activations = match ended.activations {
            0 => String::new(),
            count => format!(
                " Canceled the scheduled activations of users that were due: {count}. Activate those who are \
                 still to be active."
            ),
        };
        let names = ended.networks_and_hosts.join(", ");
        let networks = match (names.is_empty(), self.keep_network_secrets) {
            (true, _) => "It had no RADIUS clients and no hosts.".to_owned(),
            (_, false) => format!(
                "The secrets of these RADIUS clients and hosts no longer work, replace them: {names}."
            ),
            (_, true) => format!(
                "The secrets of these RADIUS clients and hosts are those of the backup: {names}."
            ),
        };
        format!(
            "Ended {} sessions, voided {} emailed links, and canceled {} waiting emails. {keys} \
             {secrets}{bind_users} {passwords} {networks}{work}{activations}{deletions}",
            ended.sessions, ended.links, ended.mails
        )
    }
}

fn not_a_backup(path: &Path) -> CliError {
    CliError::Unsuitable(format!("{} is not a Latchkey backup", path.display()))
}

fn check_is_database(path: &Path) -> Result<(), CliError> {
    let failed = |error| CliError::File(path.to_owned(), error);
    let mut magic = [0; 16];
    let read = File::open(path)
        .map_err(failed)?
        .read(&mut magic)
        .map_err(failed)?;
    if read == magic.len() && &magic == MAGIC {
        Ok(())
    } else {
        Err(not_a_backup(path))
    }
}

/// Moves the complete copy to its place, so that a full disk does not destroy the existing database.
fn replace(copy: &Path, to: &Path) -> Result<(), CliError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| CliError::File(path, error)
    };
    File::open(copy)
        .and_then(|file| file.sync_all())
        .map_err(failed(copy))?;
    // The log of the old database must not be applied to the new one.
    remove_log(to)?;
    fs::rename(copy, to).map_err(failed(to))
}

/// Removes the files that SQLite keeps next to a database.
fn remove_log(database: &Path) -> Result<(), CliError> {
    for suffix in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        if path.exists() {
            fs::remove_file(&path).map_err(|error| CliError::File(path, error))?;
        }
    }
    Ok(())
}
