use rules::ssh_key::{LARGEST_RSA, LONGEST_SSH_KEY, PRIVATE_KEY, SMALLEST_RSA};

/// The name of the field in the API.
pub(super) const FIELD: &str = "publicKey";

/// Why a text is not accepted as an SSH key. Nothing of the text is in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Empty,
    TooLong,
    PrivateKey,
    OtherFormat,
    Several,
    Options,
    Certificate,
    Dsa,
    UnknownType,
    SmallRsa(u32),
    LargeRsa,
    Malformed,
}

impl Refusal {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong => "too_long",
            Self::PrivateKey => "private_key",
            Self::OtherFormat => "other_format",
            Self::Several => "several",
            Self::Options => "options",
            Self::Certificate => "certificate",
            Self::Dsa | Self::SmallRsa(_) => "weak",
            Self::UnknownType | Self::LargeRsa => "unsupported",
            Self::Malformed => "malformed",
        }
    }

    /// What is wrong, and what to do.
    pub fn message(self) -> String {
        match self {
            Self::Empty => "Paste a public key".to_owned(),
            Self::TooLong => format!("Use at most {LONGEST_SSH_KEY} bytes"),
            Self::PrivateKey => PRIVATE_KEY.to_owned(),
            Self::OtherFormat => "Use the format of OpenSSH, which begins with the type of the key. To convert a file: \
                 ssh-keygen -i -f FILE, with -m PKCS8 if it begins with BEGIN PUBLIC KEY"
                .to_owned(),
            Self::Several => "Add one key at a time, on one line".to_owned(),
            Self::Options => "Remove the options before the type of the key".to_owned(),
            Self::Certificate => {
                "This is a certificate: add the public key that it was issued for".to_owned()
            }
            Self::Dsa => "DSA keys are too weak: create an Ed25519 key".to_owned(),
            Self::UnknownType => "Use an Ed25519, ECDSA (P-256, P-384, P-521) or RSA key".to_owned(),
            Self::SmallRsa(bits) => format!(
                "An RSA key of {bits} bits is too weak: use at least {SMALLEST_RSA} bits, or an Ed25519 key"
            ),
            Self::LargeRsa => format!("Use at most {LARGEST_RSA} bits"),
            Self::Malformed => "This is not a public key of OpenSSH, or a part of it is missing. Copy the whole line \
                 of the file that ends in .pub"
                .to_owned(),
        }
    }
}
