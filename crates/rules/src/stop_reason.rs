//! Why the server stops work that continues after the request that began it.

crate::named_values! {
    /// Why the server stopped work before it was complete.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum StopReason {
        /// The API key that began it was revoked.
        KeyRevoked = "key_revoked",
        /// The API key that began it has expired.
        KeyExpired = "key_expired",
        /// The administrator who began it is suspended.
        AdministratorSuspended = "administrator_suspended",
        /// The administrator who began it was removed.
        AdministratorRemoved = "administrator_removed",
        /// The role or the scopes of who began it do not allow it anymore.
        PermissionLost = "permission_lost",
        /// It failed several times.
        Failed = "failed",
        /// A backup was restored that was made while it was running.
        Restored = "restored",
    }
}

impl StopReason {
    /// What happened, for people.
    pub const fn message(self) -> &'static str {
        match self {
            Self::KeyRevoked => "The API key that began it was revoked.",
            Self::KeyExpired => "The API key that began it has expired.",
            Self::AdministratorSuspended => "The administrator who began it was suspended.",
            Self::AdministratorRemoved => "The administrator who began it was removed.",
            Self::PermissionLost => {
                "The administrator or API key that began it no longer has the permission."
            }
            Self::Failed => "It failed several times. The log of the server says why.",
            Self::Restored => "A backup was restored that was made while it was running.",
        }
    }
}
