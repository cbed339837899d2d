//! The release: one binary with both apps inside, and the third-party notices next to it.

use crate::{
    apps,
    error::{Result, io},
    licenses,
    process::{self, say},
    workspace::Workspace,
};

/// Builds the release and prints where it is and how large.
pub fn build(workspace: &Workspace) -> Result<()> {
    apps::build(workspace, apps::Kind::Small)?;
    say("Server: compiling the release");
    process::run(
        workspace
            .cargo()
            .args(["build", "--release", "--package", "latchkey"]),
    )?;
    let path = workspace.target.join("release/latchkey");
    let size = std::fs::metadata(&path).map_err(io(&path))?.len();
    let tenths = size * 10 / (1 << 20);
    say(&format!(
        "{}: {}.{} MiB",
        path.display(),
        tenths / 10,
        tenths % 10
    ));
    licenses::write(workspace)
}
