//! Applications that use SAML: what they learn about users.

use rules::openid::GroupsSent;
use rules::saml::{AttributeNameFormat, MOST_ATTRIBUTES};

pub const TAB: &str = "Attributes";

pub const ATTRIBUTES: &str = "Attributes";
pub const LEAD: &str = "The application gets these with each sign-in, in addition to the NameID. Its documentation says which ones it expects.";
pub const NONE: &str = "No attributes.";
pub const ADD: &str = "Add attribute";
pub const NAME: &str = "Attribute";
pub const KIND: &str = "attribute";
pub const NAME_HINT: &str = "The name that the application expects, such as email.";
pub const NAME_MISSING: &str = "Enter the name of the attribute, or remove this attribute";
pub const NAME_TWICE: &str = "This attribute is already in the list";
pub const FORMAT: &str = "Name format";
pub const USER_ID: &str = "User ID";
pub const GROUPS_ATTRIBUTE: &str = "Groups attribute";
pub const GROUPS_ATTRIBUTE_HINT: &str = "The attribute with the names of the user's groups, such as groups. Leave blank to send no groups.";
pub const GROUPS: &str = "Groups";

// Preview.
pub const PREVIEW_LEAD: &str =
    "What the application gets about a person who signs in now. Nothing is sent.";
pub const CHOOSE_TITLE: &str = "Whose assertion?";
pub const SHOW: &str = "Show assertion";
pub const NAME_ID: &str = "NameID";
pub const ASSERTION: &str = "Assertion";
pub const ASSERTION_HINT: &str =
    "Indented for reading, and without the signature and the encryption.";
pub const EXACT: &str = "The assertion as it is sent";
pub const EXACT_LABEL: &str = "Assertion in one line";

/// What is said about too many attributes.
pub fn too_many() -> String {
    format!("Add at most {MOST_ATTRIBUTES} attributes")
}

pub const fn format(format: AttributeNameFormat) -> &'static str {
    match format {
        AttributeNameFormat::Basic => "Basic",
        AttributeNameFormat::Uri => "URI",
        AttributeNameFormat::Unspecified => "Unspecified",
    }
}

/// A choice of groups, with its effect.
pub const fn groups(groups: GroupsSent) -> (&'static str, &'static str) {
    match groups {
        GroupsSent::Assigned => (
            "Groups that this application is assigned to",
            "Other groups of the user are not disclosed.",
        ),
        GroupsSent::All => (
            "All groups of the user",
            "Including groups that have nothing to do with the application.",
        ),
        GroupsSent::None => ("No groups", "The attribute is left out."),
    }
}
