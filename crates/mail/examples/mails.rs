//! Writes each kind of email to a folder, as an HTML and a text file, for review:
//! `cargo run -p latchkey-mail --example mails -- FOLDER`
#![expect(
    clippy::unwrap_used,
    reason = "a tool for developers may end by panicking"
)]

#[path = "../tests/support/samples.rs"]
mod samples;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("name a folder")?;
    std::fs::create_dir_all(&folder)?;
    for message in samples::messages("Grace Hopper") {
        let mail = message.render(&samples::envelope("Acme", "Ada"))?;
        let path = folder.join(message.kind());
        std::fs::write(path.with_extension("html"), mail.html)?;
        std::fs::write(
            path.with_extension("txt"),
            format!("Subject: {}\n\n{}", mail.subject, mail.text),
        )?;
    }
    Ok(())
}
