//! Whether an organization may be used. The operator of the server decides this.

use crate::time::Timestamp;

/// Replaces the time of a deletion when it begins. From then on it cannot be canceled, whatever the clocks of
/// the servers say.
pub const DELETION_BEGUN: Timestamp = Timestamp::from_unix_millis(0);

crate::named_values! {
    /// Whether the people of an organization may sign in.
    pub enum OrganizationState {
        /// They may.
        Active = "active",
        /// Nobody may, and nothing is done in the background.
        Suspended = "suspended",
        /// As suspended. It will be deleted, unless the operator cancels this in time.
        Deleting = "deleting",
    }
}

impl OrganizationState {
    /// The state of an organization with these times.
    pub const fn of(suspended_at: Option<Timestamp>, delete_at: Option<Timestamp>) -> Self {
        match (suspended_at, delete_at) {
            (_, Some(_)) => Self::Deleting,
            (Some(_), None) => Self::Suspended,
            (None, None) => Self::Active,
        }
    }

    /// Whether nobody may sign in.
    pub const fn is_suspended(self) -> bool {
        matches!(self, Self::Suspended | Self::Deleting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organization_that_will_be_deleted_is_suspended() {
        let now = Some(Timestamp::from_unix_millis(1_000));
        for (suspended_at, delete_at, expected) in [
            (None, None, OrganizationState::Active),
            (now, None, OrganizationState::Suspended),
            (None, now, OrganizationState::Deleting),
            (now, now, OrganizationState::Deleting),
        ] {
            let state = OrganizationState::of(suspended_at, delete_at);
            assert_eq!(state, expected);
            let open = suspended_at.is_none() && delete_at.is_none();
            assert_eq!(state.is_suspended(), !open);
        }
    }
}
