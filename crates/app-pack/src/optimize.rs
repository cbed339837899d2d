use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::error::{Error, io};

/// The features that rustc emits and all current browsers support. With `--all-features`, wasm-opt
/// writes imports that Chromium rejects.
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "bulk-memory-opt",
    "reference-types",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "multivalue",
];

/// Shrinks a module in place with `wasm-opt`.
///
/// `program` is the command and its leading arguments (`["node", "wasm-opt"]`). If it is empty, the
/// module stays unchanged.
pub fn optimize(program: &[String], wasm: &Path) -> Result<(), Error> {
    let Some((command, before)) = program.split_first() else {
        return Ok(());
    };
    let smaller = wasm.with_extension("smaller");
    let done = Command::new(command)
        .args(before)
        .arg(wasm)
        .args(["-Oz", "--strip-debug", "--strip-producers", "-o"])
        .arg(&smaller)
        .args(FEATURES.map(|feature| format!("--enable-{feature}")))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::Optimize(format!("{command}: {error}")))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        return Err(Error::Optimize(said));
    }
    std::fs::rename(&smaller, wasm).map_err(io("rename", &smaller))
}
