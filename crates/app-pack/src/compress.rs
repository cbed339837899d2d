use std::{io::Write, path::Path};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::error::{Error, io};

/// The extensions of compressible files. Images and fonts are already compressed.
const TEXT: [&str; 9] = [
    "html",
    "css",
    "js",
    "wasm",
    "svg",
    "json",
    "txt",
    "webmanifest",
    "xml",
];

/// Writes a `.br` and a `.gz` beside each compressible file below `dir`.
pub fn tree(dir: &Path, quick: bool) -> Result<(), Error> {
    for path in crate::assets::files(dir)? {
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("");
        if !TEXT.contains(&extension) {
            continue;
        }
        let content = std::fs::read(&path).map_err(io("read", &path))?;
        let br = path.with_extension(format!("{extension}.br"));
        std::fs::write(&br, brotli(&content, quick).map_err(io("compress", &path))?)
            .map_err(io("write", &br))?;
        let gz = path.with_extension(format!("{extension}.gz"));
        std::fs::write(&gz, gzip(&content, quick).map_err(io("compress", &path))?)
            .map_err(io("write", &gz))?;
    }
    Ok(())
}

fn brotli(content: &[u8], quick: bool) -> std::io::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: if quick { 4 } else { 11 },
        // Browsers reject windows over 2^24 bytes.
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &params)?;
    Ok(out)
}

fn gzip(content: &[u8], quick: bool) -> std::io::Result<Vec<u8>> {
    let level = if quick {
        Compression::fast()
    } else {
        Compression::best()
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    encoder.finish()
}
