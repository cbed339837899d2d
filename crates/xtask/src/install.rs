use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{Error, Result, io},
    process::{self, say, which},
    workspace::Workspace,
};

/// Installs Debian packages, or returns the command that does.
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
            // `-n`: no password prompt in the middle of a build. `env`: sudo drops the environment.
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
    // The package lists may be absent (in a fresh container) or outdated. A failed update is not
    // fatal: the packages may still be available.
    let _ = as_root(&["update", "-qq"]);
    as_root(&install)
        .map_err(|_| Error::Missing(format!("run this as root, then try again:\n    {line}")))
}

/// The path of a program; if it is missing, these packages are installed first.
pub fn program(name: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(path) = which(name) {
        return Ok(path);
    }
    apt(packages)?;
    which(name).ok_or_else(|| Error::Missing(format!("{name} is not on the PATH")))
}

/// A package from npm that the tests or the build use, at one version.
pub struct Package {
    /// Its name on npm.
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

/// Makes TypeScript types from the OpenAPI document, and calls the API with them; checks the document.
pub const CLIENTS: [Package; 5] = [
    Package {
        name: "openapi-typescript",
        version: "7.13.0",
    },
    Package {
        name: "openapi-fetch",
        version: "0.17.0",
    },
    Package {
        name: "typescript",
        version: "5.9.3",
    },
    // The last series that runs on the Node of Debian 12.
    Package {
        name: "@redocly/cli",
        version: "1.34.5",
    },
    Package {
        name: "@stoplight/spectral-cli",
        version: "6.16.3",
    },
];

/// Installs an npm package in the tools folder and returns its folder.
///
/// # Errors
/// Fails without npm. Latchkey builds and runs without Node; only some tests need it.
pub fn npm(workspace: &Workspace, package: &Package) -> Result<PathBuf> {
    let folder = format!("{}-{}", package.name, package.version);
    let modules = npm_together(workspace, &folder, std::slice::from_ref(package))?;
    Ok(modules.join(package.name))
}

/// Installs npm packages together, in a folder of this name in the tools folder. Returns the folder
/// of the modules.
///
/// # Errors
/// As [`npm`].
pub fn npm_together(workspace: &Workspace, name: &str, packages: &[Package]) -> Result<PathBuf> {
    // A prefix for each set of packages: in a shared one, npm removes what another call has installed.
    let prefix = workspace.tools().join(name);
    let modules = prefix.join("node_modules");
    let stamp = prefix.join("packages");
    let wanted: Vec<_> = packages
        .iter()
        .map(|package| format!("{}@{}", package.name, package.version))
        .collect();
    let list = wanted.join("\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|had| had == list) {
        return Ok(modules);
    }
    let npm = which("npm").ok_or_else(|| Error::Missing(format!("npm is needed for {name}")))?;
    say(&format!("Installing {} from npm", wanted.join(", ")));
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
    process::run(install.arg(&prefix).args(&wanted))?;
    std::fs::write(&stamp, list).map_err(io(&stamp))?;
    Ok(modules)
}

/// The path of a Python with these packages, in a virtual environment of this name in the tools
/// folder.
pub fn python(workspace: &Workspace, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let venv = workspace.tools().join(name);
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
        // Python compiles modules when they are imported. Compiling a whole large application would take minutes.
        "--no-compile",
    ];
    process::run(Command::new(&python).args(pip).args(packages))?;
    std::fs::write(&stamp, wanted).map_err(io(&stamp))?;
    Ok(python)
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
