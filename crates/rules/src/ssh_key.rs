//! Which SSH keys are accepted, for the server and the browser.

/// The number of SSH keys that a user can have.
pub const MOST_SSH_KEYS: u64 = 20;
/// The longest text of a key, in bytes: an RSA key of 16384 bits has less than a fifth of it.
pub const LONGEST_SSH_KEY: usize = 16 * 1024;
/// The smallest RSA key, in bits. NIST SP 800-131A disallows shorter ones.
pub const SMALLEST_RSA: u32 = 2048;
/// The largest RSA key, in bits. OpenSSH does not accept longer ones.
pub const LARGEST_RSA: u32 = 16_384;

/// Why a private key is refused, and what its owner must do.
pub const PRIVATE_KEY: &str = "This is a private key. It was not stored, but consider it exposed: create a new key pair, \
     remove the old public key wherever it is used, and add the new public key here (the file that ends in .pub)";

crate::named_values! {
    /// The type of an SSH key.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum SshKeyType {
        /// Ed25519.
        Ed25519 = "ed25519",
        /// ECDSA on a NIST curve.
        Ecdsa = "ecdsa",
        /// RSA.
        Rsa = "rsa",
        /// Ed25519 on a security key (FIDO).
        SkEd25519 = "sk_ed25519",
        /// ECDSA on a security key (FIDO).
        SkEcdsa = "sk_ecdsa",
    }
}

impl SshKeyType {
    /// The label of the type.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Ecdsa => "ECDSA",
            Self::Rsa => "RSA",
            Self::SkEd25519 => "Ed25519 on a security key",
            Self::SkEcdsa => "ECDSA on a security key",
        }
    }
}

/// Whether the text contains a private key: of OpenSSH, PEM, PuTTY or SSH.com, with or without its
/// first line. The portals ask before they send a text, so that a private key stays in the browser.
pub fn is_private_ssh_key(text: &str) -> bool {
    const MARKS: [&str; 3] = ["PRIVATE KEY", "PUTTY-USER-KEY-FILE-", "PRIVATE-LINES:"];
    // What the content of a private key of OpenSSH begins with: "openssh-key-v1" in Base64.
    const OPENSSH: &str = "b3BlbnNzaC1rZXktdj";
    let upper = text.to_ascii_uppercase();
    MARKS.iter().any(|mark| upper.contains(mark)) || text.contains(OPENSSH)
}

/// The comment of a public key, from which the portals propose a name.
pub fn ssh_key_comment(text: &str) -> Option<&str> {
    let line = text.trim();
    let (_, rest) = line.split_once(char::is_whitespace)?;
    let (_, comment) = rest.trim_start().split_once(char::is_whitespace)?;
    let comment = comment.trim();
    (!comment.is_empty() && !comment.contains(['\n', '\r'])).then_some(comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_keys_are_recognized_in_every_format() {
        // Split, so that nothing here looks like a key to scanners.
        let private = "PRIVATE KEY-----";
        for text in [
            format!("-----BEGIN OPENSSH {private}\nx"),
            format!("  -----begin rsa {}", private.to_lowercase()),
            format!("-----BEGIN ENCRYPTED {private}"),
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none".to_owned(),
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----".to_owned(),
            "b3BlbnNzaC1rZXktdjEAAAAABG5vbmU".to_owned(),
        ] {
            assert!(is_private_ssh_key(&text), "{text}");
        }
        for text in [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOne ada@laptop",
            "-----BEGIN PUBLIC KEY-----",
            "",
        ] {
            assert!(!is_private_ssh_key(text), "{text}");
        }
    }

    #[test]
    fn the_comment_is_what_follows_the_key() {
        for (text, comment) in [
            ("ssh-ed25519 AAAA ada@laptop\n", Some("ada@laptop")),
            (" ssh-rsa\tAAAA   my old  laptop ", Some("my old  laptop")),
            ("ssh-rsa AAAA", None),
            ("ssh-rsa AAAA  ", None),
            ("ssh-rsa AAAA one\nssh-rsa AAAA two", None),
            ("", None),
        ] {
            assert_eq!(ssh_key_comment(text), comment, "{text}");
        }
    }
}
