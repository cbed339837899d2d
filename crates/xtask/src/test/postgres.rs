use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{
    error::{Error, Result, io},
    install,
    process::{self, say, which},
};

/// Waits until its standard input closes, then stops the cluster and removes its folder. This
/// works even if this program is killed.
const GUARD: &str = r#"trap '' INT TERM HUP; cat >/dev/null; "$@"; rm -rf "$0""#;

/// What a cluster is for.
#[derive(Clone, Copy)]
pub enum Purpose {
    /// Many databases that live for seconds.
    Tests,
    /// Few databases, which are large and live for minutes.
    Benchmarks,
}

/// A temporary PostgreSQL cluster on a loopback port, removed on drop.
pub struct Postgres {
    purpose: Purpose,
    guard: Option<Child>,
    bin: PathBuf,
    dir: PathBuf,
    port: u16,
}

impl Postgres {
    /// Creates and starts a cluster; installs PostgreSQL if it is missing.
    pub fn start(purpose: Purpose) -> Result<Self> {
        let bin = programs()?;
        let name = format!("latchkey-postgres-{}", std::process::id());
        let dir = parent_folder().join(name);
        std::fs::create_dir_all(&dir).map_err(io(&dir))?;
        if install::is_root() {
            process::run(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let port = free_port().map_err(io(Path::new("127.0.0.1")))?;
        // From here on the folder is removed even if a step fails.
        let mut cluster = Self {
            purpose,
            guard: None,
            bin,
            dir,
            port,
        };
        cluster.guard = Some(cluster.spawn_guard()?);
        say(&format!("PostgreSQL: a throwaway cluster on port {port}"));
        let made = [
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ];
        process::output(
            cluster
                .program("initdb")
                .arg("--pgdata")
                .arg(cluster.data())
                .args(made),
        )?;
        let mut start = cluster.program("pg_ctl");
        start.arg("--pgdata").arg(cluster.data());
        start.args(["start", "--wait", "--silent", "--log"]);
        start.arg(cluster.dir.join("log"));
        start.arg("--options").arg(cluster.options());
        process::run(&mut start)?;
        Ok(cluster)
    }

    /// The superuser's connection, with which each test creates its own database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Fast instead of durable, and with enough connections for many test databases.
    fn options(&self) -> String {
        let settings = [
            "listen_addresses=127.0.0.1".into(),
            format!("port={}", self.port),
            format!("unix_socket_directories={}", self.dir.display()),
            "fsync=off".into(),
            "synchronous_commit=off".into(),
            "full_page_writes=off".into(),
            "max_connections=300".into(),
            // Less is written to the write-ahead log: nothing is restored from it.
            "wal_level=minimal".into(),
            "max_wal_senders=0".into(),
            // Limits the write-ahead log, which may be in memory.
            "max_wal_size=128MB".into(),
            // In short-lived databases, autovacuum workers cost more time than they save. In large ones, they
            // tell the planner how many rows there are, as on a real server.
            match self.purpose {
                Purpose::Tests => "autovacuum=off".into(),
                Purpose::Benchmarks => "autovacuum=on".into(),
            },
        ];
        settings.map(|setting| format!("-c {setting}")).join(" ")
    }

    fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    fn spawn_guard(&self) -> Result<Child> {
        let stop = self.program("pg_ctl");
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD]).arg(&self.dir);
        guard.arg(stop.get_program()).args(stop.get_args());
        guard.arg("--pgdata").arg(self.data());
        guard.args(["stop", "--mode=immediate", "--silent"]);
        // It must not run in the folder that it removes.
        guard
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = guard.spawn();
        started.map_err(|source| Error::Start {
            program: "sh".into(),
            source,
        })
    }

    /// PostgreSQL refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        let mut command = if install::is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.dir);
        command
    }
}

/// Where the cluster's folder is created: in memory if there is room. Each test creates and deletes a database of
/// several hundred files, which takes a quarter of the test's CPU time on a disk.
fn parent_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    match free_kib(memory) {
        Some(free) if free >= MEMORY_KIB => memory.to_owned(),
        _ => std::env::temp_dir(),
    }
}

/// The free memory that is required. The cluster uses about a quarter of it.
const MEMORY_KIB: u64 = 2 * 1024 * 1024;

/// The free space of the file system of a folder. `None` if the folder does not exist, or `df` cannot tell.
fn free_kib(folder: &Path) -> Option<u64> {
    let mut command = Command::new("df");
    command.args(["--output=avail", "-k"]).arg(folder);
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().nth(1)?.trim().parse().ok()
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            // Closing the input ends the guard. A failure cannot be handled here.
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

/// The folder of `initdb`. Debian does not put it on the PATH and has one for each version.
fn programs() -> Result<PathBuf> {
    let find = || {
        let on_path = which("initdb").and_then(|path| path.parent().map(Path::to_path_buf));
        on_path.or_else(|| {
            let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
            let mut found: Vec<PathBuf> = versions
                .flatten()
                .map(|version| version.path().join("bin"))
                .collect();
            found.retain(|bin| bin.join("initdb").is_file());
            found.sort();
            found.pop()
        })
    };
    if let Some(bin) = find() {
        return Ok(bin);
    }
    install::apt(&["postgresql"])?;
    find().ok_or_else(|| Error::Missing("initdb was not found; install PostgreSQL".into()))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
