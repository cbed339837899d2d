//! Applications that use OpenID Connect: their settings and their secrets.

use contract::applications::{ClientSecret, OidcSettings};
use rules::openid::{
    ClientAuthentication, ClientKind, MOST_REFRESH_DAYS, PkcePolicy, TokenAlgorithm,
};
use ui_kit::prelude::number;

pub const TAB: &str = "Sign-on";
pub const SETTINGS: &str = "Sign-on settings";
pub const ENVIRONMENT: &str = "Environment variables";

pub const AUTH: &str = "Client authentication";
pub const AUTH_SECRET: &str = "With a client secret";
pub const AUTH_SECRET_HINT: &str =
    "In the Authorization header or in the request body, as the application prefers.";
pub const AUTH_KEY: &str = "With a private key";
pub const AUTH_KEY_HINT: &str =
    "It signs a JWT, and the private key never leaves it. Few applications support this.";
pub const AUTH_NONE: &str = "None (public client)";
pub const AUTH_NONE_HINT: &str =
    "For programs that cannot keep a secret. They must use PKCE instead.";
pub const SECRET_ON_DEVICE: &str = "Everyone who has the program can read a secret inside it. Choose “None (public client)”, unless each device gets its own secret.";
pub const KEYS: &str = "Public keys";
pub const KEYS_HINT: &str =
    "A JWK set with public keys only. If there are several keys, each needs its own kid.";
pub const KEYS_MISSING: &str = "Enter the public keys as a JWK set";
pub const NATIVE_REDIRECTS_HINT: &str =
    "For http://127.0.0.1 and http://[::1], any port is accepted.";
pub const ORIGINS: &str = "Origins";
pub const ORIGINS_HINT: &str = "Web origins that may call the token endpoint from the browser, such as https://app.example.com. One per line.";
pub const AFTER_LOGOUT: &str = "Sign-out redirect URIs";
pub const AFTER_LOGOUT_HINT: &str =
    "Where the application may send users after it has signed them out. One per line.";
pub const BACKCHANNEL: &str = "Back-channel logout URL";
pub const BACKCHANNEL_HINT: &str = "The server notifies this address when a session ends, so the application can end its own. Without it, a user can stay signed in there.";

pub const MORE: &str = "More settings";
pub const PKCE: &str = "PKCE";
pub const PKCE_REQUIRED: &str = "Required";
pub const PKCE_REQUIRED_HINT: &str = "Protects codes that are intercepted.";
pub const PKCE_IF_SENT: &str = "Only if the application sends it";
pub const PKCE_IF_SENT_HINT: &str = "For applications that do not support it.";
pub const PUSHED: &str = "Require pushed requests (PAR)";
pub const PUSHED_HINT: &str = "The application must send authorization requests to the server first. Other authorization requests are refused.";
pub const DPOP: &str = "Require bound tokens (DPoP)";
pub const DPOP_HINT: &str = "Each token is bound to a key that the application holds, so a stolen token cannot be used without the key.";
pub const ALGORITHM: &str = "Signature of ID tokens";
pub const RS256_HINT: &str = "Every application supports it.";
pub const ES256_HINT: &str = "Smaller and faster. Most applications support it.";
pub const EDDSA_HINT: &str = "Many applications do not support it, and some fail when another application uses it, because all of them read the same keys.";
pub const ALGORITHM_CHANGES: &str =
    "Sign-ins fail if the application does not support this algorithm.";
pub const OFFLINE: &str = "Access without a session";
pub const OFFLINE_HINT: &str =
    "The application may request offline_access, and keeps its access after the user signs out.";
pub const DAYS: &str = "For how many days";
pub const DEVICE: &str = "Devices without a browser";
pub const DEVICE_HINT: &str = "For command-line tools, TVs and other devices that show a code, which users enter in the User Portal. Attackers can trick users into entering a code, so leave this off unless the application needs it. An application used only on these devices needs no redirect URI.";
pub const CONSENT: &str = "Ask users for consent";
pub const CONSENT_HINT: &str = "Users are asked before the application gets their data. They can refuse, and withdraw consent later.";
pub const INITIATE: &str = "Initiate login URI";
pub const INITIATE_HINT: &str =
    "The User Portal opens this address, and the application begins the sign-in.";

// Secrets.
pub const SECRETS: &str = "Client secrets";
pub const NO_SECRETS: &str = "It has no secret yet, so it cannot sign users in. Create one, and enter it in the application.";
pub const NEEDS_NONE: &str = "It needs no secret, because it does not authenticate.";
pub const USES_KEY: &str = "It needs no secret, because it signs with its private key.";
pub const CREATE: &str = "Create secret";
pub const NEW_SECRET: &str = "New client secret";
pub const CREATED_ONCE: &str = "Copy it now; it won't be shown again. Enter it in the application.";
pub const CREATED: &str = "Created";
pub const LAST_USED: &str = "Last used";
pub const NEVER_USED: &str = "Never used";
pub const ROTATION: &str = "Both secrets work. Enter the newer one in the application, wait until it was used, and then delete the older one.";
pub const TO_ROTATE: &str =
    "To replace it without an interruption, create a second one. Both work until you delete one.";
pub const DELETE: &str = "Delete";
pub const DELETE_SECRET: &str = "Delete secret";
pub const DELETED: &str = "Secret deleted";

/// Said in the summary if devices without a browser can use the application.
const DEVICES_MAY: &str = "Users can sign in with a code on devices without a browser.";

/// What is said about a number of days that is out of range.
pub fn days_wrong() -> String {
    format!("Choose 1 to {MOST_REFRESH_DAYS} days")
}

/// The range of days.
pub fn days_hint() -> String {
    format!("1 to {MOST_REFRESH_DAYS}. The user then has to sign in again.")
}

/// The secret in a list: "lks_4fQ9rT2x…".
pub fn secret(one: &ClientSecret) -> String {
    format!("{}…", one.hint)
}

pub fn delete_title(one: &ClientSecret) -> String {
    format!("Delete the secret {}?", secret(one))
}

/// What deleting a secret does. `last` says when it was last used, and `others` is the number of other
/// secrets.
pub fn delete_body(last: Option<&str>, others: usize) -> String {
    let used = match last {
        Some(last) => {
            format!("It was last used {last}, and stops working immediately.")
        }
        None => "It was never used, and stops working immediately.".to_owned(),
    };
    let then = match others {
        0 => "The application then has no secret: nobody can sign in to it until it gets another.",
        _ => "The application must use its other secret.",
    };
    format!("{used} {then} This can't be undone.")
}

/// Said before the way in which it authenticates is changed.
pub fn secrets_go(count: usize) -> String {
    let what = match count {
        1 => "its secret is".to_owned(),
        _ => format!("its {} secrets are", number(count as u64)),
    };
    format!("Once you save, {what} deleted. The application can't use them again.")
}

/// The consequences of the settings, in sentences.
pub fn means(settings: &OidcSettings) -> Vec<String> {
    let place = match settings.kind {
        ClientKind::Browser => "It runs in the browser",
        ClientKind::Native => "It runs on the device",
        ClientKind::Web | ClientKind::Service => "It runs on a server",
    };
    let proof = match settings.auth {
        ClientAuthentication::BasicOrPost => "authenticates with its secret",
        ClientAuthentication::PrivateKey => "authenticates with its private key",
        ClientAuthentication::Public => "does not authenticate",
    };
    let pkce = match settings.pkce {
        PkcePolicy::Required => "PKCE protects each sign-in.",
        PkcePolicy::IfSent => "PKCE protects a sign-in only if the application uses it.",
    };
    let access = if settings.offline {
        let days = match settings.refresh_days {
            1 => "1 day".to_owned(),
            days => format!("{} days", number(days.into())),
        };
        format!(
            "If it asks for offline access, it keeps access for {days}, even after the user signs out. Locking or suspending the user ends it."
        )
    } else {
        "Its access ends with the session of the user.".to_owned()
    };
    let told = match &settings.backchannel_logout_uri {
        Some(_) => "It is notified when the session ends.",
        None => "It is not notified when the session ends.",
    };
    let mut sentences = vec![
        format!("{place} and {proof}. {pkce}"),
        format!("{access} {told}"),
    ];
    if settings.device_grant {
        sentences.push(DEVICES_MAY.to_owned());
    }
    sentences
}

/// The hint of an algorithm.
pub const fn algorithm_hint(algorithm: TokenAlgorithm) -> &'static str {
    match algorithm {
        TokenAlgorithm::Rs256 => RS256_HINT,
        TokenAlgorithm::Es256 => ES256_HINT,
        TokenAlgorithm::EdDsa => EDDSA_HINT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_say_what_they_do() {
        let settings = OidcSettings::default();
        let text = means(&settings).join(" ");
        assert!(text.contains("on a server and authenticates with its secret"));
        assert!(text.contains("ends with the session"));
        assert!(text.contains("not notified"));
        let settings = OidcSettings {
            offline: true,
            refresh_days: 1,
            ..settings
        };
        assert!(means(&settings).join(" ").contains("access for 1 day,"));
    }

    #[test]
    fn deleting_the_last_secret_says_so() {
        assert!(delete_body(None, 0).contains("never used"));
        assert!(delete_body(Some("an hour ago"), 0).contains("nobody can sign in"));
        assert!(delete_body(Some("an hour ago"), 1).contains("last used an hour ago"));
    }
}
