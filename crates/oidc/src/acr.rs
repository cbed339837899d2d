//! How a person was authenticated: the claims `acr`, `amr` and `auth_time`.

use rules::mfa::FactorKind;
pub use rules::openid::{Acr, Amr};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How and when a person was authenticated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// The last time the person proved something.
    pub at: Timestamp,
    /// The level.
    pub acr: Acr,
    /// The methods.
    pub amr: Vec<Amr>,
}

impl Authentication {
    /// An authentication with a password, a factor or both. A passkey always verifies its user, so it
    /// alone is more than one factor.
    pub fn new(at: Timestamp, password: bool, factor: Option<FactorKind>) -> Self {
        let (acr, methods): (Acr, &[Amr]) = match factor {
            None => (Acr::Password, &[]),
            Some(FactorKind::Passkey) => (
                Acr::PhishingResistant,
                &[Amr::Possession, Amr::UserPresence, Amr::Mfa],
            ),
            Some(FactorKind::Totp | FactorKind::RecoveryCode) => {
                (Acr::Mfa, &[Amr::OneTimeCode, Amr::Mfa])
            }
        };
        let mut amr = Vec::new();
        if password {
            amr.push(Amr::Password);
        }
        amr.extend_from_slice(methods);
        Self { at, acr, amr }
    }
}

/// Reads a list of levels in the order of preference. Unknown ones are ignored, because
/// `acr_values` is voluntary.
pub fn parse_list(text: &str) -> Vec<Acr> {
    text.split(' ').filter_map(Acr::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_in_order_and_follow_from_the_factor() {
        assert!(Acr::Password < Acr::Mfa && Acr::Mfa < Acr::PhishingResistant);
        let at = Timestamp::from_unix_millis(0);
        for (password, factor, acr, amr) in [
            (true, None, "pwd", "pwd"),
            (true, Some(FactorKind::Totp), "mfa", "pwd otp mfa"),
            (true, Some(FactorKind::RecoveryCode), "mfa", "pwd otp mfa"),
            (true, Some(FactorKind::Passkey), "phr", "pwd pop user mfa"),
            (false, Some(FactorKind::Passkey), "phr", "pop user mfa"),
        ] {
            let authentication = Authentication::new(at, password, factor);
            assert_eq!(authentication.acr.as_str(), acr);
            let names: Vec<&str> = authentication.amr.iter().map(|amr| amr.as_str()).collect();
            assert_eq!(names.join(" "), amr);
        }
        assert_eq!(parse_list("urn:x mfa  PWD pwd"), [Acr::Mfa, Acr::Password]);
    }
}
