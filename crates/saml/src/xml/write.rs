use super::printable;
use crate::names::{self, Prefix};

/// Writes XML in the form that exclusive canonicalization (C14N) would bring it into, so that what is
/// written can be hashed as it is: each namespace is declared on the element that first uses it,
/// attributes are sorted, there are no empty-element tags, and characters are escaped in one way.
#[derive(Default)]
pub(crate) struct Writer {
    written: String,
    /// The namespaces that the open elements have declared.
    declared: Vec<Prefix>,
}

/// The name of an element.
pub(crate) type Name = (Prefix, &'static str);

impl Writer {
    pub(crate) fn finish(self) -> String {
        self.written
    }

    /// The number of bytes that were written.
    pub(crate) fn position(&self) -> usize {
        self.written.len()
    }

    /// Writes an element with what `content` writes in it.
    pub(crate) fn element(
        &mut self,
        (prefix, name): Name,
        attributes: &[(&'static str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        let declared = self.declared.len();
        self.written.push('<');
        self.name(prefix, name);
        if !self.declared.contains(&prefix) {
            self.declared.push(prefix);
            self.written.push_str(" xmlns:");
            self.written.push_str(prefix.as_str());
            self.written.push_str("=\"");
            self.written.push_str(names::namespace(prefix));
            self.written.push('"');
        }
        let mut attributes = attributes.to_vec();
        attributes.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in attributes {
            self.written.push(' ');
            self.written.push_str(name);
            self.written.push_str("=\"");
            self.value(value);
            self.written.push('"');
        }
        self.written.push('>');
        content(self);
        self.written.push_str("</");
        self.name(prefix, name);
        self.written.push('>');
        self.declared.truncate(declared);
    }

    /// Writes an element with text.
    pub(crate) fn leaf(&mut self, name: Name, attributes: &[(&'static str, &str)], text: &str) {
        self.element(name, attributes, |writer| writer.text(text));
    }

    /// Adds an element that another writer has written. That is canonical too, because it declares its
    /// namespaces itself, as long as none of them is declared around it.
    pub(crate) fn written(&mut self, xml: &str) {
        self.written.push_str(xml);
    }

    fn name(&mut self, prefix: Prefix, name: &str) {
        self.written.push_str(prefix.as_str());
        self.written.push(':');
        self.written.push_str(name);
    }

    fn text(&mut self, text: &str) {
        for c in printable(text).chars() {
            match c {
                '&' => self.written.push_str("&amp;"),
                '<' => self.written.push_str("&lt;"),
                '>' => self.written.push_str("&gt;"),
                other => self.written.push(other),
            }
        }
    }

    fn value(&mut self, value: &str) {
        for c in printable(value).chars() {
            match c {
                '&' => self.written.push_str("&amp;"),
                '<' => self.written.push_str("&lt;"),
                '"' => self.written.push_str("&quot;"),
                // Readers turn them into spaces anyway.
                '\t' | '\n' => self.written.push(' '),
                other => self.written.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_canonical() {
        let mut writer = Writer::default();
        writer.element(
            (Prefix::Protocol, "Response"),
            &[("Version", "2.0"), ("ID", "_\"<&>'\n")],
            |writer| {
                writer.leaf((Prefix::Assertion, "Issuer"), &[], "a\r\n<&>\"'");
                writer.element((Prefix::Assertion, "Subject"), &[], |writer| {
                    writer.element((Prefix::Assertion, "NameID"), &[], |_| ());
                });
            },
        );
        assert_eq!(
            writer.finish(),
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
             ID=\"_&quot;&lt;&amp;>' \" Version=\"2.0\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">a \n&lt;&amp;&gt;\"'</saml:Issuer>\
             <saml:Subject xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
             <saml:NameID></saml:NameID></saml:Subject></samlp:Response>"
        );
    }
}
