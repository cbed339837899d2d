//! The assertion in readable form: each element on its own line.

/// The spaces of one level.
const LEVEL: &str = "  ";

/// The XML with line breaks between elements. An element that contains nothing but text stays on its line. For
/// display only: the spaces would invalidate a signature.
pub(super) fn indent(xml: &str) -> String {
    let mut out = String::new();
    let mut depth: usize = 0;
    // Whether the last part was a start tag, perhaps with text after it.
    let mut is_open = false;
    for part in parts(xml) {
        if !part.starts_with('<') {
            out.push_str(part);
            continue;
        }
        let is_end = part.starts_with("</");
        if is_end {
            depth = depth.saturating_sub(1);
        }
        if !(is_end && is_open) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&LEVEL.repeat(depth));
        }
        out.push_str(part);
        is_open = !is_end && !part.ends_with("/>") && !part.starts_with("<?");
        if is_open {
            depth += 1;
        }
    }
    out
}

/// The tags, and the texts between them.
fn parts(xml: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = xml;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            tag_end(rest)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (part, others) = rest.split_at(end);
        parts.push(part);
        rest = others;
    }
    parts
}

/// Where the tag at the start ends. The value of an attribute can contain `>`.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn each_element_is_on_its_line() {
        let xml = r#"<a:A x="1>2"><a:Issuer>https://é.example</a:Issuer><a:B><a:C/><a:D></a:D></a:B></a:A>"#;
        let wanted = r#"<a:A x="1>2">
  <a:Issuer>https://é.example</a:Issuer>
  <a:B>
    <a:C/>
    <a:D></a:D>
  </a:B>
</a:A>"#;
        assert_eq!(indent(xml), wanted);
    }

    #[test]
    fn anything_else_is_not_lost() {
        assert_eq!(indent("text"), "text");
        assert_eq!(indent("<a"), "<a");
        assert_eq!(indent("</a></a>"), "</a>\n</a>");
    }
}
