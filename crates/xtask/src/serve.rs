//! The server with demo data, from a checkout.

use std::os::unix::process::CommandExt;

use crate::{
    apps,
    error::{Error, Result},
    place::Place,
    process::{self, say},
};

/// Build what is missing and start the server with demo data
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen on this machine
    #[arg(long)]
    port: Option<u16>,
    /// For working on the screens: the apps are compiled quickly, and are larger
    #[arg(long)]
    dev: bool,
}

/// Builds the apps and the server, then becomes the server.
pub fn run(place: &Place, args: &Args) -> Result<()> {
    apps::build(
        place,
        if args.dev {
            apps::Kind::Quick
        } else {
            apps::Kind::Small
        },
    )?;
    say("Server: compiling");
    process::run(place.cargo().args(["build", "--package", "latchkey"]))?;
    let program = place.target.join("debug/latchkey");
    let mut server = std::process::Command::new(&program);
    server
        .args(["serve", "--demo", "--data-dir"])
        .arg(place.root.join("data"));
    if let Some(port) = args.port {
        server.arg("--port").arg(port.to_string());
    }
    // In its place, so that it gets the terminal's signals and its exit code is ours.
    let source = server
        .current_dir(&place.root)
        .env("LATCHKEY_APPS_DIR", place.apps())
        .exec();
    Err(Error::Start {
        program: program.display().to_string(),
        source,
    })
}
