use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::{App, Kind};
use crate::{
    error::{Result, io},
    place::Place,
};

/// Whether an app was built from exactly what is there `now`.
pub fn is_current(place: &Place, app: &App, now: &str) -> bool {
    place.apps().join(app.name).join("index.html").is_file()
        && std::fs::read_to_string(file(place, app)).is_ok_and(|had| had == now)
}

/// What an app is built from, as one number: sources, styles, versions, profiles and this tool.
pub fn of(place: &Place, app: &App, kind: Kind) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    kind.profile().hash(&mut hasher);
    let mut paths = vec![place.root.join("Cargo.lock"), place.root.join("Cargo.toml")];
    let tools = [
        place.root.join("crates/app-pack"),
        place.root.join("crates/xtask/src/apps"),
    ];
    for folder in place.sources(app.package).iter().chain(&tools) {
        files(folder, &mut paths)?;
    }
    paths.sort();
    for path in paths {
        path.strip_prefix(&place.root)
            .unwrap_or(&path)
            .hash(&mut hasher);
        std::fs::read(&path).map_err(io(&path))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Remembers what an app was built from.
pub fn write(place: &Place, app: &App, stamp: &str) -> Result<()> {
    let path = file(place, app);
    std::fs::write(&path, stamp).map_err(io(&path))
}

/// Beside the app's folder, not in it: the server embeds all that is in there.
fn file(place: &Place, app: &App) -> PathBuf {
    place.apps().join(format!("{}.stamp", app.name))
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
