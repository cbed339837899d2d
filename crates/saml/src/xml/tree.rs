use crate::error::Malformed;

/// An element that was read.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// The full name of the namespace, never a prefix. Empty if it is not one of SAML.
    pub namespace: &'static str,
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Element>,
    /// The whole text of an element without children, without the white space around it.
    pub text: String,
}

/// An attribute without a namespace.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub name: String,
    pub value: String,
}

impl Element {
    pub(crate) fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }

    /// The value of an attribute that must exist.
    pub(crate) fn required(&self, name: &'static str) -> Result<&str, Malformed> {
        self.attribute(name)
            .ok_or_else(|| Malformed::MissingAttribute {
                element: self.name.clone(),
                attribute: name,
            })
    }

    /// The value of an attribute that is `true` or `false`; `false` if it is missing.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, Malformed> {
        match self.attribute(name) {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(self.invalid(name)),
        }
    }

    /// The error for an attribute with a value that it cannot have.
    pub(crate) fn invalid(&self, attribute: &'static str) -> Malformed {
        Malformed::InvalidAttribute {
            element: self.name.clone(),
            attribute,
        }
    }

    pub(crate) fn all<'a>(
        &'a self,
        namespace: &'a str,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> {
        self.children
            .iter()
            .filter(move |child| child.is(namespace, name))
    }

    /// A child that occurs at most once.
    pub(crate) fn child(&self, namespace: &str, name: &str) -> Result<Option<&Element>, Malformed> {
        let mut found = self
            .children
            .iter()
            .filter(|child| child.is(namespace, name));
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(Malformed::RepeatedElement(name.to_owned())),
            (child, None) => Ok(child),
        }
    }

    /// Whether an element below this one, at any depth, has this name.
    pub(crate) fn contains(&self, namespace: &str, name: &str) -> bool {
        self.children
            .iter()
            .any(|child| child.is(namespace, name) || child.contains(namespace, name))
    }

    /// The text of an element without children.
    pub(crate) fn simple_text(&self) -> Result<&str, Malformed> {
        if self.children.is_empty() && !self.text.is_empty() {
            Ok(&self.text)
        } else {
            Err(Malformed::NoText(self.name.clone()))
        }
    }
}
