//! The page of the response mode `form_post`: a form that posts itself to the client. SAML responses
//! (HTTP-POST binding) use it as well.
//!
//! The Content Security Policy allows no inline script. The page loads [`SCRIPT`] from [`SCRIPT_PATH`],
//! which submits the form immediately. Without scripts, the button does the same.

use crate::reply::Reply;

/// Where the server has to serve [`SCRIPT`], as `text/javascript`.
pub const SCRIPT_PATH: &str = "/oidc/form-post.js";

/// The script that submits the form.
pub const SCRIPT: &str = "document.forms[0].submit();\n";

/// There is no `form-action`: browsers apply it also to where the client redirects after the post,
/// which only the client knows. The only form has a registered address.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The page. Everything in it is escaped.
pub fn page(action: &str, fields: &[(&'static str, String)]) -> Reply {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| {
            let value = escape(value);
            format!(r#"<input type="hidden" name="{name}" value="{value}">"#)
        })
        .collect();
    let action = escape(action);
    let body = format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>Continue to the application</title></head>\n\
         <body>\n\
         <form method=\"post\" action=\"{action}\">{inputs}<button>Continue to the application</button></form>\n\
         <script src=\"{SCRIPT_PATH}\"></script>\n\
         </body>\n\
         </html>\n"
    );
    let headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("content-security-policy", POLICY),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ];
    Reply {
        status: 200,
        headers: headers
            .map(|(name, value)| (name, value.to_owned()))
            .to_vec(),
        body,
    }
}

/// Escapes text for an attribute in quotation marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text() {
        for hostile in [
            "\"><script>alert(1)</script>",
            "' onfocus='alert(1)' autofocus='",
            "</form><form action=https://evil.example>",
            "&quot;&#62;<img src=x onerror=alert(1)>",
        ] {
            let page = page(
                "https://a.example/cb?a=1&b=2",
                &[("state", hostile.to_owned())],
            );
            let count = |what: &str| page.body.matches(what).count();
            assert_eq!(count("<script"), 1, "{hostile}");
            assert_eq!(count("<form"), 1, "{hostile}");
            assert_eq!(count("<img"), 0, "{hostile}");
            // Doctype, html, head, three meta, title, body, form, input, button, script, and seven ends.
            assert_eq!(count("<"), 19, "{hostile}");
            assert_eq!(count("'"), 0, "{hostile}");
            // Two for each attribute: lang, charset, name and content twice, method, action, type, name,
            // value and src.
            assert_eq!(count("\""), 24, "{hostile}");
            assert!(
                page.body
                    .contains("action=\"https://a.example/cb?a=1&amp;b=2\"")
            );
        }
    }

    #[test]
    fn no_inline_script_is_allowed_or_needed() {
        let page = page("https://a.example/cb", &[]);
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert!(
            page.body
                .contains("<script src=\"/oidc/form-post.js\"></script>")
        );
        assert!(page.body.contains("<button>"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
}
