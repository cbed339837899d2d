//! Compares two password policies.

use super::PasswordPolicy;

impl PasswordPolicy {
    /// Whether a password may comply with `before` but not with this policy.
    pub fn is_tighter_than(&self, before: &Self) -> bool {
        let switches = |it: &Self| {
            // Without `..`, so that the compiler asks for a new field.
            let Self {
                require_lower_case,
                require_upper_case,
                require_number,
                require_special,
                refuse_sequences,
                refuse_common,
                // Compared below.
                min_length: _,
                // In `is_weaker_than`: the server refuses previous passwords.
                refuse_reuse: _,
                remembered_passwords: _,
            } = *it;
            [
                require_lower_case,
                require_upper_case,
                require_number,
                require_special,
                refuse_sequences,
                refuse_common,
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
