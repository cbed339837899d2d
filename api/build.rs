//! Writes the table of the files that `cargo xtask build-apps` built, which the server embeds.
//! Without them the table is empty, and the server shows a message instead of the apps. With them,
//! `cfg(with_apps)` is set.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=LATCHKEY_APPS_DIR");
    println!("cargo::rustc-check-cfg=cfg(with_apps)");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    // Copies them first, because the apps may be rebuilt while the server is being compiled.
    let copies = out.join("apps");
    if copies.exists() {
        std::fs::remove_dir_all(&copies)?;
    }
    let mut table = String::from("&[\n");
    let mut with_apps = false;
    let folder = std::env::var_os("LATCHKEY_APPS_DIR").filter(|dir| !dir.is_empty());
    if let Some(folder) = folder.map(PathBuf::from) {
        for app in ["admin", "user"] {
            let folder = folder.join(app);
            // Also if it is missing, so that its creation is noticed.
            println!("cargo::rerun-if-changed={}", folder.display());
            for file in files(&folder)? {
                with_apps = true;
                let name = file.strip_prefix(&folder)?;
                let copy = copies.join(app).join(name);
                std::fs::create_dir_all(copy.parent().ok_or("a file without a folder")?)?;
                std::fs::copy(&file, &copy)?;
                let name = name.to_str().ok_or("a name is not UTF-8")?;
                let name = format!("{app}/{name}");
                writeln!(
                    table,
                    "({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), {:?})) as &[u8]),",
                    format!("/apps/{name}")
                )?;
            }
        }
    }
    table.push(']');
    if with_apps {
        println!("cargo::rustc-cfg=with_apps");
    }
    std::fs::write(out.join("apps.rs"), table)?;
    Ok(())
}

/// All files below `folder`, sorted; empty if it is missing.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
