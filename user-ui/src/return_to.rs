//! Being sent back after signing in: only to pages of this portal.

/// The page to show when nobody asked for another one.
pub const START: &str = "/";

/// The address of the sign-in page that leads back to `path`.
pub fn sign_in_from(path: &str) -> String {
    match own_path(path) {
        Some(path) if path != START => {
            let path = js_sys::encode_uri_component(path);
            format!("/sign-in?return_to={}", String::from(path))
        }
        _ => "/sign-in".to_owned(),
    }
}

/// `text` if it is the path of a page of this portal. Anything that a browser could read as
/// another site (`//host`, `\\host`, `https:`, tabs and line breaks that it drops), and what
/// would only lead round in circles, is not.
pub fn own_path(text: &str) -> Option<&str> {
    let own = text.starts_with('/')
        && !text.contains("//")
        && !text.contains("/.")
        && !text.starts_with("/sign-in")
        && text.len() <= 500
        && text.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    own.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_this_portal_are_returned_to() {
        for good in ["/", "/profile", "/security?x=1#y", "/a%20b"] {
            assert_eq!(own_path(good), Some(good));
        }
        for bad in [
            "",
            "profile",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/..//evil.example",
            "/./evil",
            " /profile",
            "/sign-in?return_to=/",
        ] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(600))), None);
    }
}
