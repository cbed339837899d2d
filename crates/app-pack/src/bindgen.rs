use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::error::{Error, io};

/// Generates a module's JavaScript glue, for `<script type="module">` without a bundler. Writes
/// `<name>.js`, `<name>.wasm` and the scripts that the glue imports into `dir`.
pub fn generate(wasm: &Path, name: &str, dir: &Path) -> Result<(), Error> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        // The split-off modules find the functions of the main module by name; these two keep the
        // names.
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .omit_default_module_path(true)
                .generate(dir)
        })
        .map_err(|error| Error::Bindgen(format!("{error:#}")))?;
    let module = dir.join(format!("{name}_bg.wasm"));
    std::fs::rename(&module, dir.join(format!("{name}.wasm"))).map_err(io("rename", &module))
}

/// The modules in a folder.
pub fn modules(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = crate::assets::files(dir)?;
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    });
    Ok(found)
}
