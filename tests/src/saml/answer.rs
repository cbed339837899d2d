//! What an application gets: a form that the browser posts, with a response in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Response;

use super::element::Element;
use super::keys::{SamlKey, verified};

/// A form that posts itself.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The form on the page that a response shows.
    pub async fn shown(response: Response) -> Self {
        let status = response.status();
        let page = response.text().await.unwrap();
        assert_eq!(status, 200, "{page}");
        Self::find(&page).unwrap_or_else(|| panic!("no form for an application: {page}"))
    }

    /// The form on a page that has a response of SAML in it.
    pub fn find(page: &str) -> Option<Self> {
        Self::with(page, "SAMLResponse")
    }

    /// The form on a page, if it has this field.
    pub fn with(page: &str, field: &str) -> Option<Self> {
        let (_, form) = page.split_once("<form ")?;
        let (form, _) = form.split_once("</form>")?;
        let action = value_of(form, "action")?;
        let fields = form.split("<input ").skip(1).filter_map(|input| {
            let (input, _) = input.split_once('>')?;
            Some((value_of(input, "name")?, value_of(input, "value")?))
        });
        let form = Self {
            action,
            fields: fields.collect(),
        };
        form.field(field).is_some().then_some(form)
    }

    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut all = self.fields.iter();
        all.find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// The fields, to be posted.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let pairs = self.fields.iter();
        pairs
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }

    /// The response in it.
    pub fn answer(&self) -> Answer {
        let message = self.field("SAMLResponse").unwrap();
        let xml = String::from_utf8(STANDARD.decode(message).unwrap()).unwrap();
        Answer {
            root: Element::parse(&xml),
            xml,
        }
    }
}

/// The value of an attribute of HTML, unescaped.
fn value_of(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    let (value, _) = value.split_once('"')?;
    Some(
        ["&#34;", "&#x22;", "&quot;"]
            .iter()
            .fold(value.to_owned(), |text, escaped| {
                text.replace(escaped, "\"")
            })
            .replace("&#60;", "<")
            .replace("&lt;", "<")
            .replace("&#62;", ">")
            .replace("&gt;", ">")
            .replace("&#39;", "'")
            .replace("&#x27;", "'")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

/// A response.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The document.
    pub xml: String,
    /// Its root.
    pub root: Element,
}

impl Answer {
    /// The codes of its status, without what all of them begin with: the outer one first.
    pub fn status(&self) -> Vec<&str> {
        let codes = self.root.all("samlp:StatusCode");
        let codes = codes.iter().map(|code| code.attribute("Value").unwrap());
        codes
            .map(|code| {
                code.strip_prefix("urn:oasis:names:tc:SAML:2.0:status:")
                    .unwrap()
            })
            .collect()
    }

    /// The assertion, which must be in it unencrypted.
    pub fn assertion(&self) -> Assertion {
        assert_eq!(self.status(), ["Success"], "{}", self.xml);
        let found = self.root.child("saml:Assertion").unwrap();
        Assertion {
            xml: self.xml.clone(),
            root: found.clone(),
        }
    }

    /// The assertion, which must be encrypted.
    pub fn decrypted(&self, key: &SamlKey) -> Assertion {
        assert_eq!(self.status(), ["Success"], "{}", self.xml);
        assert!(self.root.all("saml:Assertion").is_empty());
        let xml = key.decrypt(self.root.child("saml:EncryptedAssertion").unwrap());
        Assertion {
            root: Element::parse(&xml),
            xml,
        }
    }

    /// Whether the key of the certificate has signed the response; `None` if nobody has.
    pub fn signed_by(&self, certificate: &str) -> Option<bool> {
        verified(&self.xml, &self.root, certificate)
    }
}

/// An assertion, and the document that it is in.
#[derive(Clone, Debug)]
pub struct Assertion {
    xml: String,
    /// The element.
    pub root: Element,
}

impl Assertion {
    /// Whether the key of the certificate has signed it; `None` if nobody has.
    pub fn signed_by(&self, certificate: &str) -> Option<bool> {
        verified(&self.xml, &self.root, certificate)
    }

    /// The name of the person.
    pub fn name_id(&self) -> &str {
        &self.root.find("saml:NameID").text
    }

    /// The end of the format of the name.
    pub fn name_format(&self) -> &str {
        let format = self.root.find("saml:NameID").attribute("Format").unwrap();
        format.rsplit(':').next().unwrap()
    }

    /// The session of the application.
    pub fn session_index(&self) -> &str {
        let statement = self.root.find("saml:AuthnStatement");
        statement.attribute("SessionIndex").unwrap()
    }

    /// How the person was authenticated.
    pub fn context(&self) -> &str {
        &self.root.find("saml:AuthnContextClassRef").text
    }

    /// The values of an attribute; none if it is not there.
    pub fn values(&self, name: &str) -> Vec<&str> {
        let attributes = self.root.all("saml:Attribute");
        let mut found = attributes
            .iter()
            .filter(|one| one.attribute("Name") == Some(name));
        let values = found.next().map(|one| one.children.iter());
        assert!(found.next().is_none(), "{name} twice");
        values
            .into_iter()
            .flatten()
            .map(|value| value.text.as_str())
            .collect()
    }
}
