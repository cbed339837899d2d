use std::path::{Path, PathBuf};

use wasm_split_cli_support::Options;

use crate::error::{Error, io};

/// How functions marked `#[wasm_split]` are named by the compiler.
const MARK: &[u8] = b"__wasm_split_00";

/// The script that fetches the parts; the module imports it by this name.
const LOADER: &str = "./later.js";

/// Cuts what is marked `#[wasm_split]` out of a module, into modules of its own in `dir`, with
/// the script that loads them when they are first called. Returns where the rest is, which is
/// the module itself when nothing is marked. The linker must have left its relocations in a
/// module that is to be cut (`--emit-relocs`).
///
/// `glue` is the name of the script that will load the rest, in the same folder.
pub fn split(wasm: &Path, glue: &str, dir: &Path) -> Result<PathBuf, Error> {
    let input = std::fs::read(wasm).map_err(io("read", wasm))?;
    if !input.windows(MARK.len()).any(|bytes| bytes == MARK) {
        return Ok(wasm.into());
    }
    let rest = dir.join("rest.wasm");
    let main_module = format!("./{glue}.js");
    let mut options = Options::new(&input);
    options.output_dir = dir;
    options.main_out_path = &rest;
    options.main_module = &main_module;
    options.link_name = LOADER;
    wasm_split_cli_support::transform(options)
        .map_err(|error| Error::Split(format!("{error:#}")))?;
    Ok(rest)
}
