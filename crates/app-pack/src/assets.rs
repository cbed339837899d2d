use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, io};

/// The folder of files whose names contain a hash of their content, so that browsers can cache
/// them for a year.
pub struct Assets {
    dir: PathBuf,
    name: String,
    base: String,
}

impl Assets {
    /// `name` is the prefix of each file's name; `base` is the path at which the app is served.
    pub fn new(dir: &Path, name: &str, base: &str) -> Self {
        Self {
            dir: dir.into(),
            name: name.into(),
            base: base.into(),
        }
    }

    /// Writes `<app>-<hash>.<extension>` and returns its URL path.
    pub fn add(&self, extension: &str, content: &[u8]) -> Result<String, Error> {
        self.add_named(&self.name, extension, content)
    }

    /// Writes `<stem>-<hash>.<extension>` and returns its URL path.
    pub fn add_named(&self, stem: &str, extension: &str, content: &[u8]) -> Result<String, Error> {
        let file = format!("{stem}-{}.{extension}", hash(content));
        let path = self.dir.join(&file);
        std::fs::write(&path, content).map_err(io("write", &path))?;
        Ok(format!("{}assets/{file}", self.base))
    }

    /// Adds a folder whose files refer to each other by name: the hash is in the folder's name.
    /// Returns its URL path, with a slash at the end.
    pub fn add_folder(&self, folder: &Path) -> Result<String, Error> {
        let mut digest = Sha256::new();
        for path in files(folder)? {
            digest.update(
                path.strip_prefix(folder)
                    .unwrap_or(&path)
                    .as_os_str()
                    .as_encoded_bytes(),
            );
            digest.update(std::fs::read(&path).map_err(io("read", &path))?);
        }
        let name = format!("{}-{}", self.name, hex(&digest.finalize()));
        let to = self.dir.join(&name);
        std::fs::rename(folder, &to).map_err(io("write", &to))?;
        Ok(format!("{}assets/{name}/", self.base))
    }
}

/// Every file below a folder, sorted, so that the output does not depend on the file system.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).map_err(io("read", &dir))? {
            let path = entry.map_err(io("read", &dir))?.path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

fn hash(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// The first 64 bits, which are enough to tell releases apart.
fn hex(digest: &[u8]) -> String {
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
