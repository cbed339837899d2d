use std::path::{Path, PathBuf};

use wasm_split_cli_support::Options;

use crate::error::{Error, io};

/// The prefix of the symbols of functions that are marked `#[wasm_split]`.
const MARK: &[u8] = b"__wasm_split_00";

/// The script that loads the split-off modules; the main module imports it by this name.
const LOADER: &str = "./later.js";

/// Splits the functions that are marked `#[wasm_split]` off a module, into modules in `dir`, with
/// the script that loads each at its first call. Returns the path of the remaining main module;
/// if nothing is marked, this is the module itself. A module that is split needs its relocations
/// (linker option `--emit-relocs`).
///
/// `glue` is the name of the script that will load the main module, in the same folder.
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
