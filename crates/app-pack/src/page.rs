use std::path::Path;

use crate::{
    assets::files,
    error::{Error, io},
};

/// Fills the `{{name}}` placeholders of a page and writes it.
pub fn write(template: &Path, out: &Path, values: &[(&str, &str)]) -> Result<(), Error> {
    let text = std::fs::read_to_string(template).map_err(io("read", template))?;
    let page = fill(&text, values).map_err(|name| Error::Placeholder {
        path: template.into(),
        name: name.into(),
    })?;
    std::fs::write(out, page).map_err(io("write", out))
}

/// The text with its placeholders replaced, or the name of one that has no value.
fn fill<'a>(text: &'a str, values: &[(&str, &str)]) -> Result<String, &'a str> {
    let mut page = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("")?;
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name.trim())
            .ok_or(name)?;
        page.push_str(before);
        page.push_str(value);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

/// The links with which a browser downloads the program before the start script requests it.
pub fn preload(scripts: &[String], wasm: &str) -> String {
    let mut links = String::new();
    for script in scripts {
        links += &format!("<link rel=\"modulepreload\" href=\"{script}\">\n");
    }
    links
        + &format!(
            "<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
        )
}

/// Copies the files that keep their names, such as `robots.txt`.
pub fn copy_public(public: &Path, out: &Path) -> Result<(), Error> {
    if !public.is_dir() {
        return Ok(());
    }
    for from in files(public)? {
        let Ok(name) = from.strip_prefix(public) else {
            continue;
        };
        let to = out.join(name);
        if let Some(dir) = to.parent() {
            std::fs::create_dir_all(dir).map_err(io("create", dir))?;
        }
        std::fs::copy(&from, &to).map_err(io("copy", &from))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn every_placeholder_is_filled() {
        let values = [("css", "/a.css"), ("base", "/")];
        assert_eq!(
            fill("<{{css}}|{{ base }}>", &values),
            Ok("</a.css|/>".into())
        );
    }

    #[test]
    fn an_unknown_placeholder_is_named() {
        assert_eq!(fill("{{icon}}", &[("css", "")]), Err("icon"));
    }
}
