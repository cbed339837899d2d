//! Compares two password policies.

use super::PasswordPolicy;

impl PasswordPolicy {
    /// Whether a password may comply with `before` but not with this policy.
    pub fn is_tighter_than(&self, before: &Self) -> bool {
        let switches = |it: &Self| {
            [
                it.require_lower_case,
                it.require_upper_case,
                it.require_number,
                it.require_special,
                it.refuse_sequences,
                it.refuse_common,
            ]
        };
        let newly_on = |(now, then): (bool, bool)| now && !then;
        self.min_length > before.min_length
            || switches(self)
                .into_iter()
                .zip(switches(before))
                .any(newly_on)
    }

    /// Whether a password that `before` refused is accepted now.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        let remembered = |it: &Self| it.refuse_reuse.then_some(it.remembered_passwords);
        before.is_tighter_than(self) || remembered(self) < remembered(before)
    }
}
