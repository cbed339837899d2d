//! Whose enrollment period begins, and what else follows from the requirement of an account.

use super::{MfaFacts, MfaPolicy, MfaRequirement};
use crate::account::AccountKind;
use crate::state::UserState;
use crate::time::Timestamp;

/// The facts that decide about an enrollment period.
#[derive(Clone, Copy, Debug)]
pub struct Enrolling {
    /// The state of the account.
    pub state: UserState,
    /// Whether it has a password.
    pub has_password: bool,
    /// Its factor and its enrollment period.
    pub facts: MfaFacts,
}

impl MfaPolicy {
    /// The requirement for an account of this kind. Only users can have a requirement of their own.
    pub fn requirement_of(&self, kind: AccountKind, own: Option<MfaRequirement>) -> MfaRequirement {
        match kind {
            AccountKind::User => own.unwrap_or(self.users),
            AccountKind::Administrator => self.administrators,
        }
    }

    /// When the enrollment period of an account ends once this policy is applied to it at `now`. A
    /// period that has begun keeps its end, and only accounts that can sign in get one. The
    /// statements in `identity` that apply a policy to all accounts at once do the same.
    pub fn enroll_by_of(
        &self,
        requirement: MfaRequirement,
        account: &Enrolling,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let facts = account.facts;
        if requirement != MfaRequirement::Required || facts.enrolled_at.is_some() {
            return None;
        }
        let can_enroll = account.state == UserState::Active && account.has_password;
        facts
            .enroll_by
            .or_else(|| can_enroll.then(|| self.enroll_by(now)))
    }
}

impl MfaFacts {
    /// Whether an account with this requirement must give a factor to sign in.
    pub fn factor_is_due(&self, requirement: MfaRequirement) -> bool {
        self.enrolled_at.is_some() && requirement != MfaRequirement::Off
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_millis(1_000_000);
    const LATER: Timestamp = Timestamp::from_unix_millis(2_000_000);

    #[test]
    fn a_period_begins_only_for_an_account_that_can_enroll() {
        use UserState::{Active, Staged, Suspended};
        let policy = MfaPolicy::default();
        let begun = Some(policy.enroll_by(NOW));
        for (state, has_password, enrolled_at, enroll_by, expected) in [
            (Active, true, None, None, begun),
            (Active, false, None, None, None),
            (Staged, true, None, None, None),
            (Suspended, true, None, None, None),
            (Active, true, Some(NOW), None, None),
            // One that has begun goes on, whatever the state.
            (Active, true, None, Some(LATER), Some(LATER)),
            (Suspended, true, None, Some(LATER), Some(LATER)),
            (Active, true, Some(NOW), Some(LATER), None),
        ] {
            let account = Enrolling {
                state,
                has_password,
                facts: MfaFacts {
                    enrolled_at,
                    enroll_by,
                },
            };
            let of = |requirement| policy.enroll_by_of(requirement, &account, NOW);
            assert_eq!(of(MfaRequirement::Required), expected, "{account:?}");
            assert_eq!(of(MfaRequirement::Optional), None);
            assert_eq!(of(MfaRequirement::Off), None);
        }
    }

    #[test]
    fn only_users_have_a_requirement_of_their_own() {
        use MfaRequirement::{Off, Optional, Required};
        let policy = MfaPolicy {
            users: Optional,
            administrators: Required,
            ..MfaPolicy::default()
        };
        for (kind, own, expected) in [
            (AccountKind::User, None, Optional),
            (AccountKind::User, Some(Off), Off),
            (AccountKind::Administrator, None, Required),
            (AccountKind::Administrator, Some(Off), Required),
        ] {
            assert_eq!(policy.requirement_of(kind, own), expected, "{kind:?}");
        }
    }

    #[test]
    fn what_a_requirement_means_depends_on_the_factor() {
        for (requirement, due) in [
            (MfaRequirement::Off, false),
            (MfaRequirement::Optional, true),
            (MfaRequirement::Required, true),
        ] {
            let enrolled = MfaFacts {
                enrolled_at: Some(NOW),
                enroll_by: None,
            };
            assert_eq!(enrolled.factor_is_due(requirement), due);
            assert!(!MfaFacts::default().factor_is_due(requirement));
        }
    }
}
