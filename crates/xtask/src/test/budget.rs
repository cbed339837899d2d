//! The size of what a browser downloads before an app's first screen is complete.

use std::path::{Path, PathBuf};

use crate::{
    apps::{APPS, App},
    error::{Error, Result, io},
    workspace::Workspace,
};

/// The limit for the first screen of each app, in bytes compressed with Brotli.
const LIMIT: u64 = 300 * 1024;

/// Prints the files of both apps, and fails if one app exceeds the limit.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut over = Vec::new();
    println!(
        "{:<8}{:>12}{:>12}  file, KiB raw and with Brotli",
        "app", "raw", "brotli"
    );
    for app in &APPS {
        let folder = workspace.apps().join(app.name);
        let mut sum = 0;
        for path in first_screen(&folder)? {
            let (raw, packed) = (size(&path)?, size(&with_br(&path))?);
            sum += packed;
            let name = path.strip_prefix(&folder).unwrap_or(&path).display();
            println!("{:<8}{:>12}{:>12}  {name}", app.name, kib(raw), kib(packed));
        }
        println!(
            "{:<8}{:>12}{:>12}  of {} allowed",
            app.name,
            "",
            kib(sum),
            kib(LIMIT)
        );
        if sum > LIMIT {
            over.push(format!("{} is {} KiB", app.name, kib(sum)));
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(Error::Checks(over.join(", ")))
    }
}

/// The download size of each app's first screen, in bytes compressed with Brotli.
pub fn first_screens(workspace: &Workspace) -> Result<Vec<(&'static str, u64)>> {
    let of_app = |app: &App| {
        let files = first_screen(&workspace.apps().join(app.name))?;
        let sizes = files.iter().map(|path| size(&with_br(path)));
        Ok((app.name, sizes.sum::<Result<u64>>()?))
    };
    APPS.iter().map(of_app).collect()
}

/// The page, and every compressible asset that is loaded at the start.
fn first_screen(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![folder.join("index.html")];
    let mut open = vec![folder.join("assets")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(io(&folder))? {
            let path = entry.map_err(io(&folder))?.path();
            if path.is_dir() {
                open.push(path);
            } else if with_br(&path).is_file() && !loaded_later(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file is downloaded only when a function marked `#[wasm_split]` is first called.
fn loaded_later(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.starts_with("split_") || name.starts_with("chunk_")
}

fn with_br(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn size(path: &Path) -> Result<u64> {
    Ok(std::fs::metadata(path).map_err(io(path))?.len())
}

fn kib(bytes: u64) -> String {
    let tenths = bytes * 10 / 1024;
    format!("{}.{}", tenths / 10, tenths % 10)
}
