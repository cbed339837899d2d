//! The OpenAPI document, which is generated from the server's code and committed.

use std::{path::PathBuf, process::Command};

use crate::{
    error::{Error, Result, io},
    process::{self, say},
    test::native,
    workspace::Workspace,
};

/// Writes the document.
pub fn write(workspace: &Workspace) -> Result<()> {
    let path = file(workspace);
    let text = generate(workspace)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io(folder))?;
    }
    std::fs::write(&path, text).map_err(io(&path))?;
    say(&format!("Wrote {}", path.display()));
    Ok(())
}

/// Fails if the committed document differs from what the code generates.
pub fn check(workspace: &Workspace) -> Result<()> {
    let path = file(workspace);
    let kept = std::fs::read_to_string(&path).map_err(io(&path))?;
    if kept == generate(workspace)? {
        return Ok(());
    }
    Err(Error::Checks(
        "openapi/openapi.json is stale: run `cargo xtask openapi`".into(),
    ))
}

fn generate(workspace: &Workspace) -> Result<String> {
    let server = native::server(workspace)?;
    let text = process::output(Command::new(server).arg("openapi"))?;
    Ok(format!("{}\n", text.trim_end()))
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.root.join("openapi/openapi.json")
}
