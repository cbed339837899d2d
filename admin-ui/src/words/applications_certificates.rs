//! The certificates with which the server signs for a SAML application.

use contract::applications::SamlCertificate;
use rules::saml::CertificateState;

pub const TITLE: &str = "Certificates";
pub const LEAD: &str = "The server has a separate signing key for this application. The application verifies signatures with the certificate.";
pub const CREATE: &str = "Create next certificate";
pub const CREATED: &str = "The next certificate is published. It does not sign yet.";
pub const ACTIVATE: &str = "Sign with this one";
pub const ACTIVATED: &str = "The server now signs with the new certificate";
pub const DELETE: &str = "Delete";
pub const DELETE_CERTIFICATE: &str = "Delete certificate";
pub const DELETED: &str = "Certificate deleted";
pub const EXPIRES: &str = "Expires";
pub const EXPIRED: &str = "Expired";
pub const CREATED_AT: &str = "Created";
pub const NEXT: &str = "Next certificate";
pub const NEXT_FILE: &str = "latchkey-next-certificate.pem";

// How to replace one.
pub const ROTATION: &str = "How to replace the certificate without an interruption";
pub const STEPS: [&str; 4] = [
    "Create the next certificate. It is published in the metadata, but does not sign yet.",
    "Wait until the application has read the metadata again, or enter the next certificate there. Many applications accept two at the same time.",
    "Choose “Sign with this one”, and sign in to the application to try it.",
    "Delete the old certificate.",
];
pub const NOW: &str = "You are here.";

// Expiry.
pub const EXPIRY_NEXT: &str =
    "The next certificate is already published. Once the application trusts it, sign with it.";
pub const EXPIRY_CREATE: &str =
    "Create the next certificate now, so the application can trust it in time.";
pub const EXPIRY_EFFECT: &str = "Applications that check this date refuse sign-ins after it.";
pub const SHOW: &str = "Show certificates";

/// A state, as a badge, and what it means.
pub const fn state(state: CertificateState) -> (&'static str, &'static str) {
    match state {
        CertificateState::Current => ("Signs now", "The server signs with it."),
        CertificateState::Next => ("Next", "Published in the metadata. Does not sign yet."),
        CertificateState::Previous => (
            "Previous",
            "No longer signs. Still published until you delete it.",
        ),
    }
}

/// The start of a fingerprint, which tells certificates apart: "3F:A2:09:5C…".
pub fn short(one: &SamlCertificate) -> String {
    let start: String = one.sha256.chars().take(11).collect();
    format!("{start}…")
}

pub fn activate_title(one: &SamlCertificate) -> String {
    format!("Sign with the certificate {}?", short(one))
}

pub const ACTIVATE_BODY: &str = "From now on, everything for this application is signed with it. If the application does not trust it yet, nobody can sign in there. The current certificate stays published, so the application can still verify what was signed with it. An earlier one is deleted.";

pub fn delete_title(one: &SamlCertificate) -> String {
    format!("Delete the certificate {}?", short(one))
}

/// What deleting a certificate does.
pub const fn delete_body(state: CertificateState) -> &'static str {
    match state {
        CertificateState::Next => {
            "It is removed from the metadata. It has never signed anything. If you have entered it in the application, you can remove it there. This can't be undone."
        }
        CertificateState::Current | CertificateState::Previous => {
            "It is removed from the metadata. The server already signs with another one. This can't be undone."
        }
    }
}

/// "The certificate expires on Jan 3, 2027".
pub fn expiry_title(date: &str, is_over: bool) -> String {
    if is_over {
        format!("The certificate expired on {date}")
    } else {
        format!("The certificate expires on {date}")
    }
}
