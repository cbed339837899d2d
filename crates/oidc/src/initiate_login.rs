//! Opening an application from here: login initiated by a third party (OpenID Connect Core, 4).

use crate::answer;

/// The address that makes a client start a sign-in at this server. `initiate_login_uri` is registered.
/// `target` is the page of the client to open, if it is not the first one.
pub fn address(initiate_login_uri: &str, issuer: &str, target: Option<&str>) -> String {
    let mut fields = vec![("iss", issuer.to_owned())];
    fields.extend(target.map(|target| ("target_link_uri", target.to_owned())));
    answer::with_query(initiate_login_uri, &fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_learns_the_issuer_and_the_page() {
        let login = "https://app.example.com/login?idp=1";
        assert_eq!(
            address(
                login,
                "https://id.example.com",
                Some("https://app.example.com/a?b=c&d")
            ),
            "https://app.example.com/login?idp=1&iss=https%3A%2F%2Fid.example.com\
             &target_link_uri=https%3A%2F%2Fapp.example.com%2Fa%3Fb%3Dc%26d"
        );
        assert!(!address(login, "https://id.example.com", None).contains("target"));
    }
}
