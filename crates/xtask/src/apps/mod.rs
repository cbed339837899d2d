//! The two browser apps: compiled to WASM, then packed into `target/apps` by `app-pack`.

mod stamp;
mod toolchain;

pub use toolchain::TARGET;

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use crate::{
    error::{Result, io},
    install,
    process::{self, say, which},
    workspace::Workspace,
};

/// Build the two browser apps
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Compile and compress quickly, for work on the screens; the apps are larger
    #[arg(long)]
    dev: bool,
    /// Build only this app: admin or user
    #[arg(long, value_parser = ["admin", "user"])]
    app: Option<String>,
}

/// Builds the selected apps.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let kind = if args.dev { Kind::Quick } else { Kind::Small };
    let wanted = |app: &&App| args.app.as_deref().is_none_or(|name| name == app.name);
    build_packer(workspace)?;
    build_some(workspace, kind, APPS.iter().filter(wanted))
}

/// How an app is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Optimized for download size; released and tested.
    Small,
    /// Optimized for build time, for work on the screens.
    Quick,
}

impl Kind {
    fn profile(self) -> &'static str {
        match self {
            Self::Small => "wasm",
            Self::Quick => "wasm-dev",
        }
    }
}

/// One of the apps.
pub struct App {
    /// Its folder inside the apps' folder, and the first part of its assets' names.
    pub name: &'static str,
    /// Its package. Without `latchkey-` it is the name of its folder.
    pub package: &'static str,
    /// The path at which the server serves it.
    pub base: &'static str,
}

/// Both apps.
pub const APPS: [App; 2] = [
    App {
        name: "admin",
        package: "latchkey-admin-ui",
        base: "/admin/",
    },
    App {
        name: "user",
        package: "latchkey-user-ui",
        base: "/",
    },
];

/// Builds the apps whose sources have changed since their last build.
pub fn build(workspace: &Workspace, kind: Kind) -> Result<()> {
    build_packer(workspace)?;
    build_with_packer(workspace, kind)
}

/// As [`build`], after [`build_packer`]. Uses no folder that cargo locks while it builds anything else.
pub fn build_with_packer(workspace: &Workspace, kind: Kind) -> Result<()> {
    build_some(workspace, kind, APPS.iter())
}

fn build_some(
    workspace: &Workspace,
    kind: Kind,
    apps: impl Iterator<Item = &'static App>,
) -> Result<()> {
    let mut stale = Vec::new();
    for app in apps {
        // Computed before compiling, so that an edit during the build counts as a change next time.
        let now = stamp::of(workspace, app, kind)?;
        if !stamp::is_current(workspace, app, &now) {
            stale.push((app, now));
        }
    }
    if stale.is_empty() {
        say("Apps: nothing changed");
        return Ok(());
    }
    let begun = Instant::now();
    let toolchain = toolchain::choose(workspace)?;
    say(&format!(
        "Apps: compiling for the browser with {}",
        toolchain.describe()
    ));
    let mut cargo = toolchain.cargo(workspace);
    cargo.args([
        "build",
        "--target",
        toolchain::TARGET,
        "--profile",
        kind.profile(),
    ]);
    for (app, _) in &stale {
        cargo.args(["--package", app.package]);
    }
    process::run(&mut cargo)?;
    let wasm_opt = if kind == Kind::Small {
        wasm_opt(workspace)
    } else {
        Vec::new()
    };
    std::fs::create_dir_all(workspace.apps()).map_err(io(&workspace.apps()))?;
    for (app, now) in stale {
        pack(
            workspace,
            app,
            kind,
            &toolchain.built(workspace, app, kind),
            &wasm_opt,
        )?;
        stamp::write(workspace, app, &now)?;
    }
    say(&format!("Apps: done in {} s", begun.elapsed().as_secs()));
    Ok(())
}

fn pack(
    workspace: &Workspace,
    app: &App,
    kind: Kind,
    wasm: &Path,
    wasm_opt: &[String],
) -> Result<()> {
    say(&format!("Apps: packing {}", app.name));
    let mut command = Command::new(workspace.target.join("debug/app-pack"));
    command.args(["--name", app.name, "--base", app.base]);
    command.arg("--wasm").arg(wasm);
    command.arg("--app").arg(folder(workspace, app));
    for style in ["crates/ui-kit/style", "crates/app-pack/style"] {
        command.arg("--style").arg(workspace.root.join(style));
    }
    command.arg("--out").arg(workspace.apps().join(app.name));
    for word in wasm_opt {
        command.arg(format!("--wasm-opt={word}"));
    }
    if kind == Kind::Quick {
        command.arg("--quick");
    }
    process::run(&mut command)
}

/// Builds `app-pack`, with the features that the dependencies have in the tests, which use it too.
pub fn build_packer(workspace: &Workspace) -> Result<()> {
    let mut build = workspace.cargo();
    process::run(build.args(["build", "--workspace", "--bin", "app-pack"]))
}

/// An app's own folder.
fn folder(workspace: &Workspace, app: &App) -> PathBuf {
    workspace
        .root
        .join(app.package.trim_start_matches("latchkey-"))
}

/// The `wasm-opt` command: the one on the PATH, or the one from npm. Empty without both: the apps
/// are then larger and work the same.
fn wasm_opt(workspace: &Workspace) -> Vec<String> {
    if let Some(path) = which("wasm-opt") {
        return vec![path.to_string_lossy().into_owned()];
    }
    let script =
        install::npm(workspace, &install::BINARYEN).map(|package| package.join("bin/wasm-opt"));
    match (which("node"), script) {
        (Some(node), Ok(script)) if script.is_file() => [node, script]
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect(),
        _ => {
            say("Apps: without wasm-opt (install Node or binaryen for smaller apps)");
            Vec::new()
        }
    }
}
