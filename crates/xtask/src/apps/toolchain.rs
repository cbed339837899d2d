use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use super::{App, Kind};
use crate::{
    error::{Error, Result},
    install,
    process::{self, say, which},
    workspace::Workspace,
};

/// The target that the apps are compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";
/// Debian's Rust for browsers: recent enough, and with the source of the standard library.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// The compiler of the apps.
pub enum Toolchain {
    /// The active toolchain, which has the target installed.
    Active,
    /// Debian's toolchain, which also compiles the standard library for the target.
    Debian,
}

/// Uses what is installed; otherwise adds the target with rustup, or installs Debian's packages.
pub fn choose(workspace: &Workspace) -> Result<Toolchain> {
    if active_has_target(workspace) {
        return Ok(Toolchain::Active);
    }
    if debian_is_ready() {
        return Ok(Toolchain::Debian);
    }
    if let Some(rustup) = which("rustup") {
        say(&format!("Apps: fetching the target {TARGET} with rustup"));
        let mut add = Command::new(rustup);
        add.args(["target", "add", TARGET])
            .current_dir(&workspace.root);
        if process::succeeds_within(&mut add, Duration::from_secs(120))
            && active_has_target(workspace)
        {
            return Ok(Toolchain::Active);
        }
        say("Apps: rustup could not fetch it");
    }
    install_debian()?;
    Ok(Toolchain::Debian)
}

impl Toolchain {
    /// The toolchain's name, for the output.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Active => "the active toolchain",
            Self::Debian => "Debian's Rust (/usr/bin/cargo), standard library included",
        }
    }

    /// A cargo command that can build for the target, run in the checkout.
    pub fn cargo(&self, workspace: &Workspace) -> Command {
        match self {
            Self::Active => {
                let mut cargo = workspace.cargo();
                cargo.env("CARGO_TARGET_DIR", target_dir(workspace));
                cargo
            }
            Self::Debian => {
                let mut cargo = process::cargo(Path::new(DEBIAN_CARGO));
                cargo
                    .current_dir(&workspace.root)
                    .env("CARGO_TARGET_DIR", target_dir(workspace))
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
                    // The values that rustup and the outer cargo have set belong to the other
                    // toolchain.
                    .env_remove("CARGO")
                    .env_remove("RUSTUP_TOOLCHAIN")
                    .env_remove("LD_LIBRARY_PATH")
                    .arg("-Zbuild-std=std,panic_abort");
                cargo
            }
        }
    }

    /// The path of the module that this cargo builds.
    pub fn built(&self, workspace: &Workspace, app: &App, kind: Kind) -> PathBuf {
        let dir = target_dir(workspace).join(TARGET).join(kind.profile());
        dir.join(format!("{}.wasm", app.package))
    }
}

/// Separate from the native builds, so that neither waits for the other's lock.
fn target_dir(workspace: &Workspace) -> PathBuf {
    workspace.target.join("wasm")
}

fn active_has_target(workspace: &Workspace) -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    process::output(
        Command::new(rustc)
            .args(["--print", "sysroot"])
            .current_dir(&workspace.root),
    )
    .is_ok_and(|root| {
        Path::new(root.trim())
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    })
}

fn debian_is_ready() -> bool {
    let source = process::output(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"]))
        .map(|root| Path::new(root.trim()).join("lib/rustlib/src/rust/library/std"));
    source.is_ok_and(|std| std.exists())
        && Path::new(DEBIAN_CARGO).exists()
        && Path::new(DEBIAN_LINKER).exists()
}

fn install_debian() -> Result<()> {
    if which("apt-get").is_none() {
        return Err(Error::Missing(format!(
            "the apps need Rust's target {TARGET}; run this, then try again:\n    rustup target add {TARGET}"
        )));
    }
    install::apt(&DEBIAN_PACKAGES)?;
    // `rust-lld` links to a file of the linker's package, whose name contains the version.
    if !Path::new(DEBIAN_LINKER).exists()
        && let Ok(linker) = std::fs::read_link(DEBIAN_LINKER)
    {
        install::apt(&[&linker.to_string_lossy()])?;
    }
    if debian_is_ready() {
        return Ok(());
    }
    Err(Error::Missing(format!(
        "{} do not bring all that is needed",
        DEBIAN_PACKAGES.join(", ")
    )))
}
