//! Packs one compiled WASM app into the folder that the server embeds.
//!
//! Input: the module that cargo built, the app's `index.html` and `favicon.svg`, its `public/` files and
//! the style sheets. Output: `index.html`, `assets/<name>-<hash>.*` and the files from `public/`; each
//! compressible file also as `.br` and `.gz`. `cargo xtask build-apps` calls it. It is a separate
//! program so that the other tasks do not have to compile its dependencies.

mod assets;
mod bindgen;
mod boot;
mod compress;
mod error;
mod optimize;
mod page;
mod split;
mod styles;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use error::{Error, io};

/// The app to pack, and the options.
#[derive(Debug, Parser)]
#[command(about)]
struct Args {
    /// The app's short name; the names of its assets begin with it.
    #[arg(long)]
    name: String,
    /// The module as cargo built it.
    #[arg(long)]
    wasm: PathBuf,
    /// The app's folder: `index.html`, `favicon.svg`, `public/` and `style/` are read from it.
    #[arg(long)]
    app: PathBuf,
    /// Folders of style sheets that precede the app's own, in this order.
    #[arg(long)]
    style: Vec<PathBuf>,
    /// The path at which the app is served, with a slash at both ends: `/` or `/admin/`.
    #[arg(long)]
    base: String,
    /// The output folder; it is replaced.
    #[arg(long)]
    out: PathBuf,
    /// The `wasm-opt` program and its leading arguments. Without it the module is not optimized.
    #[arg(long)]
    wasm_opt: Vec<String>,
    /// Compress quickly instead of well.
    #[arg(long)]
    quick: bool,
}

fn main() -> ExitCode {
    match pack(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("app-pack: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the folder under a temporary name, then renames it, so that a running server never sees
/// an incomplete one.
fn pack(args: &Args) -> Result<(), Error> {
    let fresh = args.out.with_extension("new");
    remove(&fresh)?;
    let dir = fresh.join("assets");
    std::fs::create_dir_all(&dir).map_err(io("create", &dir))?;

    let program = fresh.join("program");
    std::fs::create_dir_all(&program).map_err(io("create", &program))?;
    let rest = split::split(&args.wasm, &args.name, &program)?;
    bindgen::generate(&rest, &args.name, &program)?;
    if rest != args.wasm {
        std::fs::remove_file(&rest).map_err(io("remove", &rest))?;
    }
    for module in bindgen::modules(&program)? {
        optimize::optimize(&args.wasm_opt, &module)?;
    }

    let assets = assets::Assets::new(&dir, &args.name, &args.base);
    let later = program.join("later.js").is_file();
    let program = assets.add_folder(&program)?;
    let glue = format!("{program}{}.js", args.name);
    let wasm = format!("{program}{}.wasm", args.name);
    let css = assets.add("css", styles::collect(&args.style, &args.app)?.as_bytes())?;
    let icon = args.app.join("favicon.svg");
    let icon = std::fs::read(&icon).map_err(io("read", &icon))?;
    // Browsers ask for it several times on one page, so it is cached too.
    let icon = assets.add_named("icon", "svg", &icon)?;
    let early = assets.add_named("early", "js", boot::EARLY.as_bytes())?;
    let boot = assets.add_named("boot", "js", boot::script(&glue, &wasm).as_bytes())?;
    let mut scripts = vec![glue];
    scripts.extend(later.then(|| format!("{program}later.js")));

    let values = [
        ("css", css.as_str()),
        ("icon", &icon),
        ("early", &early),
        ("boot", &boot),
        ("preload", &page::preload(&scripts, &wasm)),
    ];
    page::write(
        &args.app.join("index.html"),
        &fresh.join("index.html"),
        &values,
    )?;
    page::copy_public(&args.app.join("public"), &fresh)?;
    compress::tree(&fresh, args.quick)?;

    remove(&args.out)?;
    std::fs::rename(&fresh, &args.out).map_err(io("rename", &fresh))
}

fn remove(dir: &std::path::Path) -> Result<(), Error> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).map_err(io("remove", dir))?;
    }
    Ok(())
}
