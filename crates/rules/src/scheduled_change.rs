//! Changes of a user's state that happen on a date.

use std::time::Duration;

use crate::state::UserState;

/// How long before a change administrators are reminded of it.
pub const REMIND_BEFORE: Duration = Duration::from_secs(24 * 60 * 60);
/// How far in the future a change can be.
pub const FARTHEST_CHANGE: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

crate::named_values! {
    /// What is done to a user on a date.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ScheduledAction {
        /// Activate the user.
        Activate = "activate",
        /// Suspend the user.
        Suspend = "suspend",
    }
}

impl ScheduledAction {
    /// The state that it leads to.
    pub const fn target(self) -> UserState {
        match self {
            Self::Activate => UserState::Active,
            Self::Suspend => UserState::Suspended,
        }
    }

    /// The action that leads back.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Activate => Self::Suspend,
            Self::Suspend => Self::Activate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_can_follow_the_other() {
        for action in ScheduledAction::ALL {
            let other = action.opposite();
            assert_eq!(other.opposite(), action);
            assert!(other.target().may_become(action.target()));
            assert!(!action.target().may_become(action.target()));
            assert!(UserState::Staged.may_become(ScheduledAction::Activate.target()));
        }
    }
}
