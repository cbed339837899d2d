//! Applications that use SAML: adding one, what to enter in it, and its settings.

use contract::applications::SamlSettings;
use rules::saml::{MOST_CONSUMERS, MOST_REQUEST_CERTIFICATES, NameIdFormat, SignedParts};

use super::count;

// Adding one.
pub const CUSTOM: &str = "Custom SAML";
pub const CUSTOM_HINT: &str = "Any application that supports SAML 2.0.";
pub const ADD: &str = "Add SAML application";
pub const LEAD: &str = "Most applications offer their metadata as a file. If yours has none, enter the two values manually.";
pub const METADATA: &str = "Metadata of the application";
pub const CHOOSE_FILE: &str = "Choose metadata file";
pub const DROP: &str = "Or drop the file here.";
pub const PASTE: &str = "Or paste the metadata";
pub const READ: &str = "Read metadata";
pub const METADATA_MISSING: &str = "Choose the metadata file, or paste its content";
pub const TOO_LARGE: &str = "This is larger than 256 KiB. Use the metadata of this application only, not of a whole federation.";
pub const UNREADABLE: &str = "This file could not be read. Choose it again, or paste its content.";
pub const FOUND: &str = "The metadata was read";
pub const WARNINGS: &str = "Check this";
pub const DISCARD: &str = "Discard the metadata";

// What to enter in it.
pub const GIVE_LEAD: &str = "Most applications need only the metadata URL, or the metadata as a file. Others ask for the values one by one.";
pub const METADATA_URL: &str = "Metadata URL";
pub const DOWNLOAD_METADATA: &str = "Download metadata";
pub const METADATA_FILE: &str = "latchkey-metadata.xml";
pub const ISSUER: &str = "Entity ID (issuer)";
pub const SSO_URL: &str = "Sign-on URL (SSO)";
pub const SSO_URL_HINT: &str = "Accepts the bindings HTTP-Redirect and HTTP-POST.";
pub const LOGOUT_URL: &str = "Logout URL (SLO)";
pub const LOGOUT_URL_HINT: &str =
    "Accepts the binding HTTP-Redirect. Leave it out if the application asks for none.";
pub const CERTIFICATE: &str = "Signing certificate";
pub const CERTIFICATE_FILE: &str = "latchkey-certificate.pem";
pub const FINGERPRINT: &str = "SHA-256 fingerprint";

// Settings.
pub const ENTITY_ID: &str = "Entity ID";
pub const ENTITY_ID_HINT: &str =
    "The name of the application in SAML, exactly as it sends it. Also called issuer or audience.";
pub const ENTITY_ID_MISSING: &str = "Enter the entity ID, or read the metadata";
pub const CONSUMERS: &str = "Assertion consumer service (ACS) URLs";
pub const CONSUMERS_HINT: &str = "Where users return to after signing in, exactly as the application sends it. One per line; the first is the default. Each keeps its index.";
pub const CONSUMERS_MISSING: &str = "Enter at least one ACS URL, or read the metadata";
pub const NAME_ID: &str = "NameID";
pub const NAME_ID_CHANGES: &str = "Once you save, the application may treat its users as new users, who no longer have access to their data there.";
pub const SIGN: &str = "What is signed";
pub const ENCRYPTION: &str = "Encryption certificate";
pub const ENCRYPTION_HINT: &str = "Of the application, as PEM. With it, assertions are encrypted, so that only the application can read them.";
pub const REQUESTS: &str = "Request certificates";
pub const REQUESTS_HINT: &str = "The application's certificates in PEM format, one below the other. They verify the signatures of its requests.";
pub const REQUESTS_MISSING: &str =
    "Enter the certificate that verifies signed requests, or turn off “Requests must be signed”";
pub const REQUESTS_SIGNED: &str = "Requests must be signed";
pub const REQUESTS_SIGNED_HINT: &str =
    "Requests without a valid signature are refused. Needs a request certificate.";
pub const LOGOUT: &str = "Logout response URL";
pub const LOGOUT_HINT: &str =
    "Where users return to after the application has signed them out (HTTP-Redirect).";
pub const RELAY_STATE: &str = "Default RelayState";
pub const RELAY_STATE_HINT: &str =
    "Sent with responses without a request. Many applications then open this page.";
pub const IDP_INITIATED: &str = "IdP-initiated sign-in";
pub const IDP_INITIATED_HINT: &str = "For applications that cannot start a sign-in: the card in the User Portal sends a response without a request. If you don't need this, leave it off, which is safer.";

/// What is said about too many addresses.
pub fn too_many_consumers() -> String {
    format!("Enter at most {MOST_CONSUMERS} addresses")
}

/// What is said about too many request certificates.
pub fn too_many_requests() -> String {
    format!("Enter at most {MOST_REQUEST_CERTIFICATES} certificates")
}

/// A kind of NameID, with its effect.
pub const fn name_id(format: NameIdFormat) -> (&'static str, &'static str) {
    match format {
        NameIdFormat::Email => (
            "Email",
            "Most applications expect it. It changes with the user's email.",
        ),
        NameIdFormat::Persistent => (
            "Persistent",
            "A random-looking name that never changes and is different for each application.",
        ),
        NameIdFormat::Username => ("Username", "Sent with the format unspecified."),
        NameIdFormat::Transient => (
            "Transient",
            "A new name for each sign-in. The application can recognize users only by an attribute.",
        ),
    }
}

/// What is signed, with its effect.
pub const fn signed(parts: SignedParts) -> (&'static str, &'static str) {
    match parts {
        SignedParts::Both => (
            "The response and the assertion",
            "Every application accepts it.",
        ),
        SignedParts::Response => ("Only the response", "For applications that require this."),
        SignedParts::Assertion => ("Only the assertion", "For applications that require this."),
    }
}

/// What the metadata has filled in, in sentences.
pub fn found(settings: &SamlSettings) -> Vec<String> {
    let addresses = match settings.consumers.len() {
        0 => "The entity ID is filled in below. The metadata has no ACS URL that can be used: enter it."
            .to_owned(),
        n => {
            let addresses = count(n as u64, "ACS URL", "ACS URLs");
            format!("The entity ID and {addresses} are filled in below.")
        }
    };
    let mut sentences = vec![
        addresses,
        format!("NameID: {}.", name_id(settings.name_id).0.to_lowercase()),
    ];
    let requests = settings.request_certificates.len();
    if requests > 0 {
        let certificates = count(
            requests as u64,
            "certificate verifies",
            "certificates verify",
        );
        sentences.push(format!("{certificates} the signatures of its requests."));
    }
    if settings.requests_signed {
        sentences.push("Requests must be signed.".to_owned());
    }
    if settings.encryption_certificate.is_some() {
        sentences.push("Assertions are encrypted for it.".to_owned());
    }
    if let Some(address) = &settings.logout_url {
        sentences.push(format!("Logout response URL: {address}"));
    }
    sentences
}

/// The consequences of the settings, in sentences. If the application has an address, its card opens that.
pub fn means(settings: &SamlSettings, has_address: bool) -> Vec<String> {
    let known = match settings.name_id {
        NameIdFormat::Email => "It identifies users by their email.",
        NameIdFormat::Persistent => "It identifies users by a name that never changes.",
        NameIdFormat::Username => "It identifies users by their username.",
        NameIdFormat::Transient => "It gets a different name for the user at each sign-in.",
    };
    let readable = if settings.encryption_certificate.is_some() {
        "Assertions are encrypted."
    } else {
        "Assertions pass through the user's browser, where the user can read them."
    };
    let requests = match (
        settings.requests_signed,
        settings.request_certificates.is_empty(),
    ) {
        (true, _) => "Its requests must be signed.",
        (false, false) => "Its requests may be signed; a wrong signature is refused.",
        (false, true) => "Its requests are not signed. Answers go only to the ACS URLs above.",
    };
    let begins = match (settings.idp_initiated, has_address) {
        (false, _) => "The application starts each sign-in.",
        (true, false) => "The card in the User Portal signs users in without a request.",
        (true, true) => {
            "The card in the User Portal opens its address. Remove the address on the Overview tab to let the card sign users in without a request."
        }
    };
    vec![
        format!("{known} {readable}"),
        format!("{requests} {begins}"),
    ]
}

#[cfg(test)]
mod tests {
    use contract::applications::AssertionConsumer;

    use super::*;

    #[test]
    fn what_was_read_is_told() {
        let settings = SamlSettings {
            consumers: vec![AssertionConsumer {
                url: "https://app.example.com/acs".to_owned(),
                index: 0,
            }],
            request_certificates: vec![String::new()],
            requests_signed: true,
            ..SamlSettings::default()
        };
        let text = found(&settings).join(" ");
        assert!(text.starts_with("The entity ID and 1 ACS URL are filled in below."));
        assert!(text.contains("1 certificate verifies the signatures"));
        assert!(text.ends_with("Requests must be signed."));
        let text = found(&SamlSettings::default()).join(" ");
        assert!(text.contains("has no ACS URL"));
    }

    #[test]
    fn settings_say_what_they_do() {
        let text = means(&SamlSettings::default(), true).join(" ");
        assert!(text.contains("by their email"));
        assert!(text.contains("starts each sign-in"));
        let settings = SamlSettings {
            encryption_certificate: Some(String::new()),
            idp_initiated: true,
            requests_signed: true,
            ..SamlSettings::default()
        };
        assert!(
            means(&settings, true)
                .join(" ")
                .contains("Remove the address")
        );
        let text = means(&settings, false).join(" ");
        assert!(text.contains("are encrypted. Its requests must be signed."));
        assert!(text.ends_with("without a request."));
    }
}
