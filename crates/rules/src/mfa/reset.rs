//! Who may reset a password by email while MFA is required.

use super::{MfaPolicy, MfaRequirement};

impl MfaPolicy {
    /// Whether an account with this requirement and without a factor cannot reset its password by
    /// email.
    pub fn refuses_reset(&self, requirement: MfaRequirement) -> bool {
        requirement == MfaRequirement::Required && !self.unenrolled_may_reset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_required_mfa_refuses_a_reset_unless_the_policy_allows_it() {
        let policy = MfaPolicy {
            unenrolled_may_reset: false,
            ..MfaPolicy::default()
        };
        let lenient = MfaPolicy {
            unenrolled_may_reset: true,
            ..policy
        };
        for (requirement, refuses) in [
            (MfaRequirement::Off, false),
            (MfaRequirement::Optional, false),
            (MfaRequirement::Required, true),
        ] {
            assert_eq!(policy.refuses_reset(requirement), refuses);
            assert!(!lenient.refuses_reset(requirement));
        }
    }
}
