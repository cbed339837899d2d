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

/// Runs until its standard input closes, then stops the cluster and removes its folder: also
/// when this program was ended from outside and could not do so itself.
const GUARD: &str = r#"trap '' INT TERM HUP; cat >/dev/null; "$@"; rm -rf "$0""#;

/// A PostgreSQL cluster of its own on a loopback port, gone when this is dropped.
pub struct Postgres {
    guard: Option<Child>,
    bin: PathBuf,
    dir: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes and starts one, installing PostgreSQL where it is missing.
    pub fn start() -> Result<Self> {
        let bin = programs()?;
        let name = format!("latchkey-postgres-{}", std::process::id());
        let dir = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&dir).map_err(io(&dir))?;
        if install::is_root() {
            process::run(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let port = free_port().map_err(io(Path::new("127.0.0.1")))?;
        // From here on, whatever fails, the folder goes away.
        let mut cluster = Self {
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

    /// The superuser's connection, from which tests make databases of their own.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Nothing has to outlive a crash here, and a test has a database of its own.
    fn options(&self) -> String {
        let settings = [
            "listen_addresses=127.0.0.1".into(),
            format!("port={}", self.port),
            format!("unix_socket_directories={}", self.dir.display()),
            "fsync=off".into(),
            "synchronous_commit=off".into(),
            "full_page_writes=off".into(),
            "max_connections=300".into(),
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
        // Started in a folder that stays: it removes the other one.
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

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            // Closes its input. Nothing can be done about a failure here.
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

/// The folder of `initdb`: Debian keeps it off the PATH, a folder for each version.
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
