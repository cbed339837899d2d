/// The script that loads the app.
const BOOT: &str = include_str!("boot.js");

/// The script that runs before the first paint. It also shows a message if the app cannot start.
pub const EARLY: &str = include_str!("early.js");

/// The start script of an app whose glue and module have these URL paths.
pub fn script(glue: &str, wasm: &str) -> String {
    BOOT.replace("__GLUE__", glue).replace("__WASM__", wasm)
}
