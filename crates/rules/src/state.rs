//! User state: whether an account may be used. Administrators decide this.

crate::named_values! {
    /// Whether an account may sign in. An account never becomes staged again.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum UserState {
        /// Not activated yet; no email is sent.
        Staged = "staged",
        /// May sign in.
        Active = "active",
        /// May not sign in, regardless of the password status.
        Suspended = "suspended",
    }
}

impl UserState {
    /// Whether an administrator may change the state to `next`.
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
