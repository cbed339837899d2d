use std::path::{Path, PathBuf};

use crate::error::{Error, io};

/// Concatenates the style sheets: the `shared` folders in the given order, then the app's own
/// `style/`, the files of each folder sorted by name.
pub fn collect(shared: &[PathBuf], app: &Path) -> Result<String, Error> {
    let own = app.join("style");
    let mut css = String::new();
    for dir in shared.iter().chain([&own]).filter(|dir| dir.is_dir()) {
        for path in crate::assets::files(dir)? {
            if path.extension().is_some_and(|extension| extension == "css") {
                let text = std::fs::read_to_string(&path).map_err(io("read", &path))?;
                css.push_str(&slim(&text));
            }
        }
    }
    Ok(css)
}

/// Removes comments, indentation and blank lines, which compression alone does not.
fn slim(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |css, line| css + line + "\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_indentation_go() {
        let css = "/* ink */\n.a {\n  color: red; /* warm\n one */\n}\n\n.b { top: 0 }";
        assert_eq!(super::slim(css), ".a {\ncolor: red;\n}\n.b { top: 0 }\n");
    }
}
