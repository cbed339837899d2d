//! The release: one binary with both apps inside.

use crate::{
    apps,
    error::{Result, io},
    place::Place,
    process::{self, say},
};

/// Builds it and says where it is and how large.
pub fn build(place: &Place) -> Result<()> {
    apps::build(place, apps::Kind::Small)?;
    say("Server: compiling the release");
    process::run(
        place
            .cargo()
            .args(["build", "--release", "--package", "latchkey"]),
    )?;
    let path = place.target.join("release/latchkey");
    let size = std::fs::metadata(&path).map_err(io(&path))?.len();
    let tenths = size * 10 / (1 << 20);
    say(&format!(
        "{}: {}.{} MiB",
        path.display(),
        tenths / 10,
        tenths % 10
    ));
    Ok(())
}
