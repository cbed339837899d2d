use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{Error, Result, io},
    place::Place,
    process::{self, say, which},
};

/// Installs Debian packages, or says which command does.
pub fn apt(packages: &[&str]) -> Result<()> {
    let line = format!(
        "apt-get install --no-install-recommends -y {}",
        packages.join(" ")
    );
    if which("apt-get").is_none() {
        return Err(Error::Missing(format!(
            "this needs {}; install them and try again",
            packages.join(", ")
        )));
    }
    say(&format!("Installing {}", packages.join(", ")));
    let as_root = |arguments: &[&str]| {
        let mut command = if is_root() {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            // No password prompt in the middle of a build; `sudo` drops the environment.
            sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            sudo
        };
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    let install = [
        &["install", "--no-install-recommends", "-y", "-qq"],
        packages,
    ]
    .concat();
    // The lists may be absent (a fresh container) or so old that what they name is gone. An
    // update that fails is not the end: the packages may be in reach all the same.
    let _ = as_root(&["update", "-qq"]);
    as_root(&install)
        .map_err(|_| Error::Missing(format!("run this as root, then try again:\n    {line}")))
}

/// A program on the PATH, installed with the named packages when it is not there yet.
pub fn program(name: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(path) = which(name) {
        return Ok(path);
    }
    apt(packages)?;
    which(name).ok_or_else(|| Error::Missing(format!("{name} is not on the PATH")))
}

/// A package from npm or PyPI that the tests or the build use, at one version.
pub struct Package {
    /// Its name there.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Shrinks WASM modules.
pub const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
};
/// Checks pages for accessibility.
pub const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
};

/// Installs an npm package below the tools folder and returns its folder.
///
/// # Errors
/// Fails without npm; Node is not needed to build or run Latchkey, only for some of its tests.
pub fn npm(place: &Place, package: &Package) -> Result<PathBuf> {
    // A prefix each: npm removes from a shared one what the other call had put there.
    let prefix = place
        .tools()
        .join(format!("{}-{}", package.name, package.version));
    let folder = prefix.join("node_modules").join(package.name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let npm = which("npm")
        .ok_or_else(|| Error::Missing(format!("npm is needed for {}", package.name)))?;
    say(&format!(
        "Installing {} {} from npm",
        package.name, package.version
    ));
    std::fs::create_dir_all(&prefix).map_err(io(&prefix))?;
    let mut install = Command::new(npm);
    install.args([
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefix",
    ]);
    install
        .arg(&prefix)
        .arg(format!("{}@{}", package.name, package.version));
    process::run(&mut install)?;
    Ok(folder)
}

/// A Python with these packages, in an environment of its own below the tools folder.
pub fn python(place: &Place, packages: &[&str]) -> Result<PathBuf> {
    let venv = place.tools().join("venv");
    let python = venv.join("bin/python");
    let stamp = venv.join("packages");
    let wanted = packages.join("\n");
    if python.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        return Ok(python);
    }
    say(&format!("Installing {} from PyPI", packages.join(", ")));
    let system = program("python3", &["python3", "python3-venv"])?;
    let create = |system: &Path| process::run(Command::new(system).args(["-m", "venv"]).arg(&venv));
    create(&system).or_else(|_| apt(&["python3-venv"]).and_then(|()| create(&system)))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    process::run(Command::new(&python).args(pip).args(packages))?;
    std::fs::write(&stamp, wanted).map_err(io(&stamp))?;
    Ok(python)
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
