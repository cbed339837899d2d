use std::{
    collections::BTreeSet,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    error::{Error, Result},
    process,
};

/// The folders that the tasks work in: the checkout, and where build results go.
pub struct Workspace {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target folder, which `CARGO_TARGET_DIR` can move.
    pub target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Asks cargo for the folders and our packages.
    pub fn find() -> Result<Self> {
        let mut command = cargo_command();
        // `cargo run` sets the path of this package; a program started by hand only knows where it
        // was compiled. The working folder must not change: a relative CARGO_TARGET_DIR depends on it.
        let package = std::env::var_os("CARGO_MANIFEST_DIR");
        let package = package
            .as_deref()
            .unwrap_or(OsStr::new(env!("CARGO_MANIFEST_DIR")));
        command.args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--manifest-path",
        ]);
        command.arg(Path::new(package).join("Cargo.toml"));
        let metadata: Value = serde_json::from_str(&process::output(&mut command)?)
            .map_err(|error| output_error(error.to_string()))?;
        let folder = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .ok_or_else(|| output_error(format!("no {key}")))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            metadata,
        })
    }

    /// The packed apps, which the server embeds: the folders `admin` and `user`.
    pub fn apps(&self) -> PathBuf {
        self.target.join("apps")
    }

    /// Tools that are installed for this checkout only.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The active toolchain's cargo, run in the checkout, with the path of the apps set.
    pub fn cargo(&self) -> Command {
        let mut command = cargo_command();
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("LATCHKEY_APPS_DIR", self.apps());
        command
    }

    /// The folders of one of our packages, and of those of our packages that it depends on.
    pub fn sources(&self, package: &str) -> Vec<PathBuf> {
        let names = self.with_dependencies(package);
        let packages = names.iter().filter_map(|name| self.package(name));
        packages
            .filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent())
            .map(Path::to_path_buf)
            .collect()
    }

    /// Whether one of our packages is another one, or depends on it.
    pub fn depends_on(&self, package: &str, other: &str) -> bool {
        self.with_dependencies(package).contains(&other)
    }

    /// One of our packages, and those of our packages that it depends on.
    fn with_dependencies<'a>(&'a self, package: &'a str) -> Vec<&'a str> {
        let mut names = vec![package];
        let mut next = 0;
        while let Some(found) = names.get(next).map(|name| self.package(name)) {
            next += 1;
            let dependencies = found.and_then(|found| found["dependencies"].as_array());
            for dependency in dependencies.into_iter().flatten() {
                let name = dependency["name"].as_str().unwrap_or_default();
                if dependency["path"].is_string() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// The names of the test binaries of the packages that are wanted.
    pub fn test_programs(&self, wanted: impl Fn(&str) -> bool) -> BTreeSet<&str> {
        let packages = self.metadata["packages"].as_array().into_iter().flatten();
        packages
            .filter(|package| package["name"].as_str().is_some_and(&wanted))
            .flat_map(|package| package["targets"].as_array().into_iter().flatten())
            .filter(|target| target["kind"][0] == "test")
            .filter_map(|target| target["name"].as_str())
            .collect()
    }

    fn package(&self, name: &str) -> Option<&Value> {
        self.metadata["packages"]
            .as_array()?
            .iter()
            .find(|package| package["name"] == name)
    }
}

fn cargo_command() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    process::cargo(Path::new(&program))
}

fn output_error(reason: String) -> Error {
    Error::Output {
        program: "cargo metadata",
        reason,
    }
}
