use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::error::{Error, io};

/// What wasm-bindgen made of a module.
pub struct Built {
    /// The module to serve.
    pub wasm: Vec<u8>,
    /// The ES module that loads it and lends it the browser's functions.
    pub glue: String,
    /// Folder of further scripts that the glue imports, when a dependency brought any.
    pub snippets: Option<PathBuf>,
}

/// Makes the module's JavaScript glue, for `<script type="module">` without a bundler.
pub fn generate(wasm: &Path, name: &str, dir: &Path) -> Result<Built, Error> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
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
    let script = dir.join(format!("{name}.js"));
    let snippets = dir.join("snippets");
    Ok(Built {
        wasm: std::fs::read(&module).map_err(io("read", &module))?,
        glue: std::fs::read_to_string(&script).map_err(io("read", &script))?,
        snippets: snippets.is_dir().then_some(snippets),
    })
}
