//! User state: whether the account may be used at all, decided by administrators.

/// The one field that says whether an account may sign in. Nobody goes back to staged.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UserState {
    /// Waits before the first day; nothing is mailed.
    Staged,
    /// May sign in.
    Active,
    /// May not sign in nor reach anything, whatever the password status.
    Suspended,
}

impl UserState {
    /// Every state there is.
    pub const ALL: [Self; 3] = [Self::Staged, Self::Active, Self::Suspended];

    /// The stable name, as stored and as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// The state with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether an administrator may move an account from here to `next`.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Staged | Self::Suspended, Self::Active)
                | (Self::Staged | Self::Active, Self::Suspended)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::UserState::{self, Active, Staged, Suspended};

    #[test]
    fn nobody_goes_back_to_staged_and_nothing_becomes_itself() {
        for state in UserState::ALL {
            assert!(!state.may_become(Staged));
            assert!(!state.may_become(state));
        }
        assert!(Staged.may_become(Active));
        assert!(Staged.may_become(Suspended));
        assert!(Active.may_become(Suspended));
        assert!(Suspended.may_become(Active));
    }
}
