//! Adding applications, and what to enter in them.

use rules::application::TemplateEvidence;

pub const CHOOSE_LEAD: &str =
    "Choose an application, and you get what to enter in it. Or add one that is not listed.";
pub const CUSTOM: &str = "Custom OpenID Connect";
pub const CUSTOM_HINT: &str = "Any application that supports OpenID Connect.";
pub const BOOKMARK: &str = "Bookmark";
pub const BOOKMARK_HINT: &str = "A link to an application that has its own sign-in.";
pub const CATALOG: &str = "Catalog";
pub const SEARCH: &str = "Search the catalog";
pub const SEARCH_IN: &str = "Name or purpose";
pub const NO_MATCH_TITLE: &str = "Not in the catalog";
pub const NO_MATCH: &str = "If it supports OpenID Connect or SAML, add it as a custom application. If not, add a bookmark.";
pub const BACK: &str = "Back to the catalog";
pub const GONE_TITLE: &str = "This application is not in the catalog";
pub const GONE: &str = "Go back and choose another one.";

pub const ADD_CUSTOM: &str = "Add OpenID Connect application";
pub const CUSTOM_LEAD: &str =
    "The documentation of the application says which redirect URIs it has.";
pub const ADD_BOOKMARK: &str = "Add bookmark";
pub const KIND: &str = "Where it runs";
pub const WEB: &str = "On a server";
pub const WEB_HINT: &str = "It gets a secret. Most applications are of this kind.";
pub const BROWSER: &str = "In the browser";
pub const BROWSER_HINT: &str = "A single-page application without its own server.";
pub const NATIVE: &str = "On the device";
pub const NATIVE_HINT: &str = "A desktop or mobile application, or a command.";
pub const REDIRECTS: &str = "Redirect URIs";
pub const REDIRECTS_HINT: &str =
    "Where users return to after signing in, exactly as the application sends it. One per line.";
pub const REDIRECTS_MISSING: &str = "Enter at least one redirect URI";

pub const DONE: &str = "Choose who may open it";
pub const GIVE_TITLE: &str = "Give these to the application";
pub const GIVE_LEAD: &str = "Enter them there. Then users can sign in to it with their account.";
pub const PAGE: &str = "Where";
pub const NOTE: &str = "Note";
pub const STANDARD: &str = "All values, as OpenID Connect calls them";
pub const SECRET_ONCE: &str = "Copy it now; it won't be shown again.";
pub const SECRET_HIDDEN: &str =
    "It was shown when it was created. If it is lost, create another one.";
pub const SNIPPET_HAS_SECRET: &str = "Contains the client secret.";
/// Stands for the secret in a text that is copied.
pub const SECRET_STAND_IN: &str = "CLIENT_SECRET";
pub const SNIPPET_LACKS_SECRET: &str = "Replace CLIENT_SECRET with the client secret.";

/// The title: "Add Grafana".
pub fn add(name: &str) -> String {
    format!("Add {name}")
}

/// A sample below a field: "Such as grafana.example.com."
pub fn such_as(sample: &str) -> String {
    format!("Such as {sample}.")
}

/// The number of matches, for screen readers.
pub fn found(count: usize) -> String {
    super::count(count as u64, "application", "applications")
}

pub fn added(name: &str) -> String {
    format!("{name} added")
}

/// How far the names and values can be trusted. `page` is the title of a page of the documentation.
pub fn evidence(evidence: TemplateEvidence, page: &str) -> String {
    match evidence {
        TemplateEvidence::Run => {
            format!("Tested by signing in to the application. Its documentation: “{page}”.")
        }
        TemplateEvidence::Documented => {
            format!("Taken from the application's documentation: “{page}”.")
        }
        TemplateEvidence::Unverified => {
            format!(
                "Not yet compared with the application's documentation. Check it there: “{page}”."
            )
        }
    }
}
