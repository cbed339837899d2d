/// Loads the app.
const BOOT: &str = include_str!("boot.js");

/// What has to happen before the first paint, and tells the person in plain words where the app
/// cannot start.
pub const EARLY: &str = include_str!("early.js");

/// The start script of an app whose glue and module are served under these paths.
pub fn script(glue: &str, wasm: &str) -> String {
    BOOT.replace("__GLUE__", glue).replace("__WASM__", wasm)
}
