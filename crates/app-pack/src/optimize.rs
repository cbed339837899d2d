use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::error::{Error, io};

/// What browsers have understood for years and rustc already emits. `--all-features` would let
/// wasm-opt write imports that Chromium refuses.
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "bulk-memory-opt",
    "reference-types",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "multivalue",
];

/// Shrinks a module in place with `wasm-opt`; leaves it as it is when there is none.
///
/// `program` is the command and what stands before its arguments (`["node", "wasm-opt"]`).
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
