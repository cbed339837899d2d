use std::process::{Command, Stdio};

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

/// Shrinks a module with `wasm-opt`, or returns it as it came when there is none.
///
/// `program` is the command and what stands before its arguments (`["node", "wasm-opt"]`).
pub fn optimize(program: &[String], wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let Some((command, before)) = program.split_first() else {
        return Ok(wasm.to_vec());
    };
    let dir = std::env::temp_dir().join(format!("app-pack-{}", std::process::id()));
    std::fs::create_dir_all(&dir).map_err(io("create", &dir))?;
    let result = run(command, before, &dir, wasm);
    // What is left in the temporary folder harms nobody; the first error is the one to report.
    let _ = std::fs::remove_dir_all(&dir);
    result
}

fn run(
    command: &str,
    before: &[String],
    dir: &std::path::Path,
    wasm: &[u8],
) -> Result<Vec<u8>, Error> {
    let (input, output) = (dir.join("in.wasm"), dir.join("out.wasm"));
    std::fs::write(&input, wasm).map_err(io("write", &input))?;
    let done = Command::new(command)
        .args(before)
        .arg(&input)
        .args([
            "-Oz",
            "--converge",
            "--strip-debug",
            "--strip-producers",
            "-o",
        ])
        .arg(&output)
        .args(FEATURES.map(|feature| format!("--enable-{feature}")))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::Optimize(format!("{command}: {error}")))?;
    if !done.status.success() {
        return Err(Error::Optimize(
            String::from_utf8_lossy(&done.stderr).into_owned(),
        ));
    }
    std::fs::read(&output).map_err(io("read", &output))
}
