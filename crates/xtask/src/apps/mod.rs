//! The two browser apps: compiled to WASM, then packed into `target/apps` by `app-pack`.

mod stamp;
mod toolchain;

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use crate::{
    error::{Result, io},
    install,
    place::Place,
    process::{self, say, which},
};

/// Build the two browser apps
#[derive(Debug, clap::Args)]
pub struct Args {
    /// For working on the screens: compiled and compressed quickly, larger
    #[arg(long)]
    dev: bool,
    /// Only this one: admin or user
    #[arg(long, value_parser = ["admin", "user"])]
    app: Option<String>,
}

/// Builds what was asked for.
pub fn run(place: &Place, args: &Args) -> Result<()> {
    let kind = if args.dev { Kind::Quick } else { Kind::Small };
    let wanted = |app: &&App| args.app.as_deref().is_none_or(|name| name == app.name);
    build_some(place, kind, APPS.iter().filter(wanted))
}

/// What an app is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Few bytes to fetch: what is released and tested.
    Small,
    /// Soon there: for working on the screens.
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
    /// Its folder below the apps' folder, and the first part of its assets' names.
    pub name: &'static str,
    /// Its package; also its folder's name after `latchkey-`.
    pub package: &'static str,
    /// Where the server serves it.
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

/// Builds the apps whose sources have changed since they were last built.
pub fn build(place: &Place, kind: Kind) -> Result<()> {
    build_some(place, kind, APPS.iter())
}

fn build_some(place: &Place, kind: Kind, apps: impl Iterator<Item = &'static App>) -> Result<()> {
    let mut stale = Vec::new();
    for app in apps {
        // Taken before compiling: what is edited meanwhile counts as changed next time.
        let now = stamp::of(place, app, kind)?;
        if !stamp::is_current(place, app, &now) {
            stale.push((app, now));
        }
    }
    if stale.is_empty() {
        say("Apps: nothing changed");
        return Ok(());
    }
    let begun = Instant::now();
    let toolchain = toolchain::choose(place)?;
    say(&format!(
        "Apps: compiling for the browser with {}",
        toolchain.describe()
    ));
    let mut cargo = toolchain.cargo(place);
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
    process::run(place.cargo().args(["build", "--package", "app-pack"]))?;

    let wasm_opt = if kind == Kind::Small {
        wasm_opt(place)
    } else {
        Vec::new()
    };
    std::fs::create_dir_all(place.apps()).map_err(io(&place.apps()))?;
    for (app, now) in stale {
        pack(
            place,
            app,
            kind,
            &toolchain.built(place, app, kind),
            &wasm_opt,
        )?;
        stamp::write(place, app, &now)?;
    }
    say(&format!("Apps: done in {} s", begun.elapsed().as_secs()));
    Ok(())
}

fn pack(place: &Place, app: &App, kind: Kind, wasm: &Path, wasm_opt: &[String]) -> Result<()> {
    say(&format!("Apps: packing {}", app.name));
    let mut command = Command::new(place.target.join("debug/app-pack"));
    command.args(["--name", app.name, "--base", app.base]);
    command.arg("--wasm").arg(wasm);
    command.arg("--app").arg(folder(place, app));
    for style in ["crates/ui-kit/style", "crates/app-pack/style"] {
        command.arg("--style").arg(place.root.join(style));
    }
    command.arg("--out").arg(place.apps().join(app.name));
    for word in wasm_opt {
        command.arg(format!("--wasm-opt={word}"));
    }
    if kind == Kind::Quick {
        command.arg("--quick");
    }
    process::run(&mut command)
}

/// An app's own folder.
fn folder(place: &Place, app: &App) -> PathBuf {
    place.root.join(app.package.trim_start_matches("latchkey-"))
}

/// The `wasm-opt` command: the machine's own, or npm's. Empty without both: a machine without
/// Node builds apps that are larger and work as well.
fn wasm_opt(place: &Place) -> Vec<String> {
    if let Some(path) = which("wasm-opt") {
        return vec![path.to_string_lossy().into_owned()];
    }
    let script =
        install::npm(place, &install::BINARYEN).map(|package| package.join("bin/wasm-opt"));
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
