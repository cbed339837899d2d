//! Exclusive canonicalization (C14N) of documents like ours: without comments, and with one prefix for
//! each namespace.

use roxmltree::Node;

/// The canonical form of an element.
pub fn write(element: Node) -> String {
    let mut written = String::new();
    add(element, &mut Vec::new(), &mut written);
    written
}

fn add<'a>(element: Node<'a, '_>, declared: &mut Vec<&'a str>, written: &mut String) {
    let depth = declared.len();
    let namespace = element.tag_name().namespace().unwrap_or_default();
    let prefix = element.lookup_prefix(namespace).unwrap_or_default();
    let name = format!("{prefix}:{}", element.tag_name().name());
    written.push_str(&format!("<{name}"));
    if !declared.contains(&prefix) {
        declared.push(prefix);
        written.push_str(&format!(" xmlns:{prefix}=\"{namespace}\""));
    }
    let mut attributes: Vec<_> = element.attributes().collect();
    attributes.sort_by_key(|attribute| attribute.name());
    for attribute in attributes {
        assert!(attribute.namespace().is_none());
        let value = escaped(attribute.value(), &['\t', '\n', '\r', '"', '&', '<']);
        written.push_str(&format!(" {}=\"{value}\"", attribute.name()));
    }
    written.push('>');
    for child in element.children() {
        if child.is_element() {
            add(child, declared, written);
        } else {
            assert!(child.is_text());
            let text = child.text().unwrap_or_default();
            written.push_str(&escaped(text, &['\r', '&', '<', '>']));
        }
    }
    written.push_str(&format!("</{name}>"));
    declared.truncate(depth);
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut written = String::new();
    for c in text.chars() {
        if !special.contains(&c) {
            written.push(c);
            continue;
        }
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            other => written.push_str(&format!("&#x{:X};", u32::from(other))),
        }
    }
    written
}
