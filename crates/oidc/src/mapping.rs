//! Claims that an administrator maps, and the names that cannot be mapped.

/// The maximum length of a name.
const MAX_LENGTH: usize = 100;

/// Claims of the protocol. Mapping one would change whom the token is about, whom it is for, or how
/// long it is valid (CVE-2026-16102, CVE-2026-94000).
const PROTOCOL: [&str; 31] = [
    "_claim_names",
    "_claim_sources",
    "acr",
    "act",
    "active",
    "amr",
    "at_hash",
    "at_use_nbr",
    "aud",
    "auth_time",
    "azp",
    "c_hash",
    "client_id",
    "cnf",
    "events",
    "exp",
    "gid",
    "iat",
    "iss",
    "jti",
    "may_act",
    "nbf",
    "nonce",
    "s_hash",
    "scope",
    "sid",
    "sub",
    "sub_jwk",
    "token_type",
    "txn",
    "vot",
];

/// Claims that the server vouches for. A mapped `email` would stand next to an `email_verified` that
/// is about another address.
const VOUCHED: [&str; 4] = [
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
];

/// Why a claim cannot be mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Empty, too long, or with control characters or spaces.
    #[error("Enter a name of 1 to 100 visible ASCII characters")]
    Malformed,
    /// Set by the protocol.
    #[error("This claim is set by the protocol. Choose another name")]
    Reserved,
    /// Set by the server.
    #[error("This claim comes from the account. Choose another name")]
    Vouched,
}

/// Checks the name of a mapped claim.
///
/// # Errors
/// If it is malformed or reserved.
pub fn check_name(name: &str) -> Result<(), NameProblem> {
    let visible = name.bytes().all(|byte| byte.is_ascii_graphic());
    if !(1..=MAX_LENGTH).contains(&name.len()) || !visible {
        return Err(NameProblem::Malformed);
    }
    // Some clients compare names without regard to case.
    let lower = name.to_ascii_lowercase();
    if is_protocol_claim(&lower) {
        return Err(NameProblem::Reserved);
    }
    if VOUCHED.contains(&lower.as_str()) {
        return Err(NameProblem::Vouched);
    }
    Ok(())
}

/// Whether a claim is set by the protocol alone.
pub(crate) fn is_protocol_claim(name: &str) -> bool {
    PROTOCOL.iter().any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_cannot_be_mapped() {
        for name in [
            "sub", "SUB", "iss", "aud", "acr", "sid", "exp", "Nonce", "cnf", "scope",
        ] {
            assert_eq!(check_name(name), Err(NameProblem::Reserved), "{name}");
        }
        for name in ["email", "Email_Verified", "phone_number"] {
            assert_eq!(check_name(name), Err(NameProblem::Vouched), "{name}");
        }
        let long = "a".repeat(101);
        for name in ["", "a b", "a\n", "é", long.as_str()] {
            assert_eq!(check_name(name), Err(NameProblem::Malformed), "{name}");
        }
        for name in [
            "groups",
            "preferred_username",
            "https://a.example/roles",
            "department",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }
}
