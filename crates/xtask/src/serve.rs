//! Runs the server with demo data from a checkout, and the sample application beside it.

use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    apps,
    error::{Error, Result},
    process::{self, say},
    workspace::Workspace,
};

/// Build what is missing and start the server with demo data
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port on this machine
    #[arg(long)]
    port: Option<u16>,
    /// Compile the apps quickly, for work on the screens; they are larger
    #[arg(long)]
    dev: bool,
}

/// The package of the sample application.
const SAMPLE_PACKAGE: &str = "latchkey-sample-application";

/// Lets the server tell the sample application that sessions have ended. Only for the demo: by default,
/// the server sends requests to public addresses only.
const NOTICES: (&str, &str) = ("LATCHKEY_SERVER__LOGOUT_NOTICE_NETWORKS", "127.0.0.1/32");

/// Builds the apps, the server and the sample application, starts the sample application, then becomes
/// the server.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    apps::build(
        workspace,
        if args.dev {
            apps::Kind::Quick
        } else {
            apps::Kind::Small
        },
    )?;
    say("Server: compiling");
    let packages = ["--package", "latchkey", "--package", SAMPLE_PACKAGE];
    process::run(workspace.cargo().arg("build").args(packages))?;
    let data = workspace.root.join("data");
    start_sample(workspace, &data)?;
    let program = workspace.target.join("debug/latchkey");
    let mut server = Command::new(&program);
    server.args(["serve", "--demo", "--data-dir"]).arg(data);
    if std::env::var_os(NOTICES.0).is_none() {
        server.env(NOTICES.0, NOTICES.1);
    }
    if let Some(port) = args.port {
        server.arg("--port").arg(port.to_string());
    }
    // Replaces this process, so that the server gets the terminal's signals and returns its own
    // exit code.
    let source = server
        .current_dir(&workspace.root)
        .env("LATCHKEY_APPS_DIR", workspace.apps())
        .exec();
    Err(Error::Start {
        program: program.display().to_string(),
        source,
    })
}

/// Starts the sample application. It stops when this process ends, which has become the server by then.
fn start_sample(workspace: &Workspace, data: &Path) -> Result<()> {
    let program = workspace.target.join("debug/sample-application");
    let mut sample = Command::new(&program);
    sample
        .arg("--with-parent")
        .arg("--credentials")
        .arg(data.join("sample-application.json"))
        .stdin(Stdio::null());
    let started = sample.spawn().map_err(|source| Error::Start {
        program: program.display().to_string(),
        source,
    });
    started.map(drop)
}
