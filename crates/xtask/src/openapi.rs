//! The OpenAPI document, generated from the server's code and kept in the repository.

use std::path::PathBuf;

use crate::{
    error::{Error, Result, io},
    place::Place,
    process::{self, say},
};

/// Writes the document.
pub fn write(place: &Place) -> Result<()> {
    let path = file(place);
    let text = generate(place)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io(folder))?;
    }
    std::fs::write(&path, text).map_err(io(&path))?;
    say(&format!("Wrote {}", path.display()));
    Ok(())
}

/// Fails when the document in the repository is not what the code says.
pub fn check(place: &Place) -> Result<()> {
    let path = file(place);
    let kept = std::fs::read_to_string(&path).map_err(io(&path))?;
    if kept == generate(place)? {
        return Ok(());
    }
    Err(Error::Checks(
        "openapi/openapi.json is stale: run `cargo xtask openapi`".into(),
    ))
}

fn generate(place: &Place) -> Result<String> {
    let mut cargo = place.cargo();
    cargo.args(["run", "--quiet", "--package", "latchkey", "--", "openapi"]);
    let text = process::output(&mut cargo)?;
    Ok(format!("{}\n", text.trim_end()))
}

fn file(place: &Place) -> PathBuf {
    place.root.join("openapi/openapi.json")
}
