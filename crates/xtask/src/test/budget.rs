//! The size of what a browser downloads before an app's first screen is complete, and of the Admin
//! Portal's frame, which it downloads after the sign-in.

use std::path::{Path, PathBuf};

use crate::{
    apps::{APPS, App},
    error::{Error, Result, io},
    workspace::Workspace,
};

/// The limit for the first screen of each app, in bytes compressed with Brotli.
const LIMIT: u64 = 300 * 1024;

/// The limit for the file with the Admin Portal's frame, in bytes compressed with Brotli.
const FRAME_LIMIT: u64 = 180 * 1024;

/// Prints the files of both apps, and fails if one app or the frame exceeds its limit.
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
    let frame = Frame::of(workspace)?;
    println!(
        "{:<8}{:>12}{:>12}  frame, of {} allowed; with what it shares with other pages: {}",
        "admin",
        kib(frame.raw),
        kib(frame.packed),
        kib(FRAME_LIMIT),
        kib(frame.with_shared)
    );
    if frame.packed > FRAME_LIMIT {
        over.push(format!("the frame of admin is {} KiB", kib(frame.packed)));
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(Error::Checks(over.join(", ")))
    }
}

/// The part of the Admin Portal that is marked `#[wasm_split(frame)]`.
struct Frame {
    /// The size of its file.
    raw: u64,
    /// The same, compressed with Brotli.
    packed: u64,
    /// The compressed size with the files that the sign-in page or other parts need too.
    with_shared: u64,
}

impl Frame {
    fn of(workspace: &Workspace) -> Result<Self> {
        let assets = workspace.apps().join("admin/assets");
        let file = find(&assets, "split_frame.wasm")?;
        let (raw, packed) = (size(&file)?, size(&with_br(&file))?);
        let loader = file.with_file_name("later.js");
        let script = std::fs::read_to_string(&loader).map_err(io(&loader))?;
        let shared = shared_files(&script, "frame").ok_or_else(|| {
            Error::Missing(format!("{} does not load the frame", loader.display()))
        })?;
        let mut with_shared = packed;
        for name in shared {
            with_shared += size(&with_br(&file.with_file_name(name)))?;
        }
        Ok(Self {
            raw,
            packed,
            with_shared,
        })
    }
}

/// The files that a part shares with others, from the script that loads the parts. In it, the
/// statement of each part ends with a list of them, such as `[__chunk_6, __chunk_7]));`.
fn shared_files(script: &str, part: &str) -> Option<Vec<String>> {
    let (_, statement) = script.split_once(&format!("__wasm_split_load_{part} "))?;
    let (statement, _) = statement.split_once("]));")?;
    let (_, chunks) = statement.rsplit_once('[')?;
    let chunks = chunks.split(',').map(str::trim).filter(|it| !it.is_empty());
    chunks
        .map(|chunk| Some(format!("{}.wasm", chunk.strip_prefix("__")?)))
        .collect()
}

/// The file with this name in a folder of `folder`: the program's, whose name has a hash.
fn find(folder: &Path, name: &str) -> Result<PathBuf> {
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path().join(name);
        if path.is_file() {
            return Ok(path);
        }
    }
    Err(Error::Missing(format!(
        "{} has no {name}",
        folder.display()
    )))
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

#[cfg(test)]
mod tests {
    use super::shared_files;

    #[test]
    fn the_files_that_a_part_shares_are_in_its_statement() {
        let script = "export const __wasm_split_load_users = f(g(() => {}, [__chunk_9]));\n\
            export const __wasm_split_load_frame = f(g(() => {}\n, [__chunk_6, __chunk_17]));\n\
            export const __wasm_split_load_public = f(g(() => {}, []));\n";
        let frame = shared_files(script, "frame").unwrap();
        assert_eq!(frame, ["chunk_6.wasm", "chunk_17.wasm"]);
        assert_eq!(shared_files(script, "public"), Some(Vec::new()));
        assert_eq!(shared_files(script, "settings"), None);
    }
}
