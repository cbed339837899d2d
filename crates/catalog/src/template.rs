//! An application of the catalog.

use rules::application::{IconColor, TemplateEvidence};
use serde::Deserialize;

use crate::connection::Connection;
use crate::pattern::Pattern;

/// An application of the catalog: one file in `applications`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The identifier: lowercase letters, digits and hyphens. It is stored with each application that
    /// is created from the template, so it never changes.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is, in one line.
    pub summary: String,
    /// The letter of its icon, or two.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The heading under which it is listed.
    pub category: Category,
    /// What the administrator is asked for.
    #[serde(default)]
    pub asked: Vec<Asked>,
    /// The address that opens it. Absent if it has no page.
    #[serde(default)]
    pub launch: Option<Pattern>,
    /// How it is connected.
    pub connection: Connection,
    /// Where in the application its settings are, such as `Administration > Authentication`.
    #[serde(default)]
    pub page: Option<String>,
    /// What to enter there.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The same as a configuration file.
    #[serde(default)]
    pub snippet: Option<Snippet>,
    /// Further notes for the administrator, such as the required edition.
    #[serde(default)]
    pub note: Option<String>,
    /// The title of the page in the documentation of the application.
    pub documentation: String,
    /// How far the template was verified.
    pub verified: TemplateEvidence,
}

rules::named_values! {
    /// The headings of the catalog. The name is the heading.
    pub enum Category {
        /// Chat, video, email.
        Communication = "Communication",
        /// Writing and storing documents.
        Documents = "Documents",
        /// Writing and building software.
        Development = "Development",
        /// Running servers and networks.
        Infrastructure = "Infrastructure",
        /// Watching them.
        Monitoring = "Monitoring",
        /// Databases, analysis, AI.
        Data = "Data and AI",
        /// Photos, audio, reading.
        Media = "Media",
        /// Secrets and access.
        Security = "Security",
        /// Projects, customers, design.
        Work = "Projects and customers",
    }
}

/// A value that the administrator is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The name of the placeholder.
    pub name: String,
    /// What kind of value it is.
    pub kind: AskedKind,
    /// The label of the form control.
    pub label: String,
    /// An example.
    pub example: String,
    /// Where to find it.
    #[serde(default)]
    pub hint: Option<String>,
    /// A host or an address must be in one of these domains. Otherwise data for the application could
    /// go to somebody else. Empty if the organization chooses the domain.
    #[serde(default)]
    pub within: Vec<String>,
}

rules::named_values! {
    /// What kind of value is asked for.
    pub enum AskedKind {
        /// A host name, with or without a port.
        Host = "host",
        /// A part of a host name, such as `acme` in `acme.example.com`.
        Label = "label",
        /// A part of a path, such as the name of an organization.
        Segment = "segment",
        /// A whole `https` address that the application shows.
        Address = "address",
    }
}

/// A field of the application's own settings page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What the page calls it.
    pub name: String,
    /// What to enter.
    pub value: Pattern,
}

/// A part of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    /// The name of the file, or another place for the text.
    pub file: String,
    /// The language of the text.
    pub format: SnippetFormat,
    /// The text.
    pub text: Pattern,
}

rules::named_values! {
    /// The language of a snippet.
    pub enum SnippetFormat {
        /// Environment variables, one in each line.
        Env = "env",
        /// INI.
        Ini = "ini",
        /// JSON.
        Json = "json",
        /// PHP.
        Php = "php",
        /// Python.
        Python = "python",
        /// Ruby.
        Ruby = "ruby",
        /// Commands of a shell.
        Shell = "shell",
        /// SQL.
        Sql = "sql",
        /// YAML.
        Yaml = "yaml",
    }
}
