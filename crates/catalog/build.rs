//! Puts all files of the catalog into one JSON document, so that reading it needs no parser for TOML.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=applications");
    let mut files = Vec::new();
    for entry in fs::read_dir("applications")? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    let mut applications = Vec::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)?;
        let value: serde_json::Value =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        applications.push(value);
    }
    let written = PathBuf::from(env::var("OUT_DIR")?).join("applications.json");
    fs::write(written, serde_json::to_string(&applications)?)?;
    Ok(())
}
