use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::{App, Kind};
use crate::{
    error::{Result, io},
    workspace::Workspace,
};

/// Whether an app was built from exactly the inputs with the stamp `now`.
pub fn is_current(workspace: &Workspace, app: &App, now: &str) -> bool {
    workspace.apps().join(app.name).join("index.html").is_file()
        && std::fs::read_to_string(file(workspace, app)).is_ok_and(|had| had == now)
}

/// A hash of an app's inputs: sources, styles, versions, profiles and this tool.
pub fn of(workspace: &Workspace, app: &App, kind: Kind) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    kind.profile().hash(&mut hasher);
    let mut paths = vec![
        workspace.root.join("Cargo.lock"),
        workspace.root.join("Cargo.toml"),
    ];
    let tools = [
        workspace.root.join("crates/app-pack"),
        workspace.root.join("crates/xtask/src/apps"),
    ];
    for folder in workspace.sources(app.package).iter().chain(&tools) {
        files(folder, &mut paths)?;
    }
    paths.sort();
    for path in paths {
        path.strip_prefix(&workspace.root)
            .unwrap_or(&path)
            .hash(&mut hasher);
        std::fs::read(&path).map_err(io(&path))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Stores the stamp of an app that was built.
pub fn write(workspace: &Workspace, app: &App, stamp: &str) -> Result<()> {
    let path = file(workspace, app);
    std::fs::write(&path, stamp).map_err(io(&path))
}

/// Beside the app's folder, because the server embeds everything in it.
fn file(workspace: &Workspace, app: &App) -> PathBuf {
    workspace.apps().join(format!("{}.stamp", app.name))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
