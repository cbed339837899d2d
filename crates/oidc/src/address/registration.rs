use rules::openid::ClientKind;
use url::{Host, Position, Url};

/// The maximum length of a registered address in characters.
const MAX_LENGTH: usize = 2000;

/// The parameters of a response. A registered address that contains one would send it twice.
const RESPONSE_PARAMETERS: [&str; 6] = [
    "code",
    "error",
    "error_description",
    "error_uri",
    "iss",
    "state",
];

/// What an address is registered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To receive authorization responses.
    Redirect,
    /// To return to after signing out.
    AfterLogout,
    /// To start the sign-in of the client (`initiate_login_uri`).
    InitiateLogin,
    /// To receive logout tokens. The server itself sends them there.
    BackChannelLogout,
}

/// Why an address may not be registered. Each message says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Longer than 2,000 characters.
    #[error("The address is longer than 2,000 characters")]
    TooLong,
    /// Spaces, control characters, backslashes, quotation marks or characters outside of ASCII.
    #[error("Percent-encode spaces and special characters, and write the domain in its ASCII form")]
    Characters,
    /// Not an absolute address.
    #[error("Enter the whole address, such as https://app.example.com/callback")]
    NotAbsolute,
    /// A wildcard.
    #[error("Enter each address without wildcards")]
    Wildcard,
    /// A fragment.
    #[error("Remove the part after #")]
    Fragment,
    /// A username or a password.
    #[error("Remove the username and the password from the address")]
    UserInfo,
    /// Spelled in a way that programs change, such as `HTTPS://Example.com:443/a/../b`.
    #[error(
        "Write the address in its normalized form: lower-case host, no default port, no dot segments"
    )]
    NotNormalized,
    /// `http` outside of this device.
    #[error("Use https. http is allowed for localhost, 127.0.0.1 and [::1] only")]
    Insecure,
    /// A scheme such as `javascript:` or `data:`, or an app's scheme for a client that is not native.
    #[error(
        "Use https. Native apps may also use their own scheme, such as com.example.app:/callback"
    )]
    Scheme,
    /// A query with a parameter of the response.
    #[error("Remove the parameters code, error, iss and state from the address")]
    ResponseParameter,
    /// A client without users has no redirect URI.
    #[error("A service has no redirect URI")]
    Service,
}

/// Checks whether a client of this kind may register an address.
///
/// # Errors
/// The first problem.
pub fn check(address: &str, kind: ClientKind, purpose: Purpose) -> Result<(), AddressProblem> {
    if kind == ClientKind::Service && purpose != Purpose::BackChannelLogout {
        return Err(AddressProblem::Service);
    }
    if address.len() > MAX_LENGTH {
        return Err(AddressProblem::TooLong);
    }
    let special = |c: char| !c.is_ascii_graphic() || "\\\"'<>{}|^`".contains(c);
    if address.contains(special) {
        return Err(AddressProblem::Characters);
    }
    if address.contains('*') {
        return Err(AddressProblem::Wildcard);
    }
    let url = Url::parse(address).map_err(|_| AddressProblem::NotAbsolute)?;
    if url.fragment().is_some() {
        return Err(AddressProblem::Fragment);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressProblem::UserInfo);
    }
    check_scheme(&url, kind, purpose)?;
    if !is_normalized(address, &url) {
        return Err(AddressProblem::NotNormalized);
    }
    let mut names = url.query_pairs().map(|(name, _)| name);
    if names.any(|name| RESPONSE_PARAMETERS.contains(&name.as_ref())) {
        return Err(AddressProblem::ResponseParameter);
    }
    Ok(())
}

fn check_scheme(url: &Url, kind: ClientKind, purpose: Purpose) -> Result<(), AddressProblem> {
    match url.scheme() {
        "https" => Ok(()),
        // Whether the server itself may connect to this device is for the sender to decide.
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(AddressProblem::Insecure),
        // A scheme with a period belongs to the owner of the domain (RFC 8252, 7.1). No scheme of a
        // browser has one, so this excludes `javascript:`, `data:`, `blob:` and `file:`.
        scheme
            if kind == ClientKind::Native
                && matches!(purpose, Purpose::Redirect | Purpose::AfterLogout)
                && scheme.contains('.') =>
        {
            Ok(())
        }
        _ => Err(AddressProblem::Scheme),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(address)) => address == std::net::Ipv6Addr::LOCALHOST,
        None => false,
    }
}

/// Whether the address is written as the parser writes it. Only the slash after an origin may be missing.
fn is_normalized(address: &str, url: &Url) -> bool {
    let without_slash = [&url[..Position::BeforePath], &url[Position::AfterPath..]].concat();
    url.as_str() == address || url.host().is_some() && url.path() == "/" && without_slash == address
}

/// The origin of an address, for CORS. `None` for an app's scheme, which has none.
pub fn origin(address: &str) -> Option<String> {
    let origin = Url::parse(address).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}
