//! Runs the server with demo data from a checkout.

use std::os::unix::process::CommandExt;

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

/// Builds the apps and the server, then becomes the server.
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
    process::run(workspace.cargo().args(["build", "--package", "latchkey"]))?;
    let program = workspace.target.join("debug/latchkey");
    let mut server = std::process::Command::new(&program);
    server
        .args(["serve", "--demo", "--data-dir"])
        .arg(workspace.root.join("data"));
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
