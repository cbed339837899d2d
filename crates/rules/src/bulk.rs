//! Bulk jobs: an action on any number of users, which continues after the request that begins it.

use crate::role::Permission;

/// The largest number of users that a request can list.
pub const MAX_LISTED: usize = 1000;
/// The largest number of users of a job.
pub const MAX_USERS: u32 = 100_000;
/// How many days a job and its results are kept.
pub const KEPT_DAYS: u32 = 30;
/// How many jobs of an organization are kept.
pub const MOST_KEPT: usize = 50;

crate::named_values! {
    /// What a bulk job does with each of its users.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum BulkJobAction {
        /// Unlock the account. Requires `users:assist`, and `users:write` for users whom an administrator
        /// has locked.
        Unlock = "unlock",
        /// Email a new activation link. Requires `users:assist`.
        ResendActivation = "resend_activation",
        /// Email a password reset link. Requires `users:assist`.
        SendPasswordReset = "send_password_reset",
        /// Expire the password. Requires `users:assist`.
        ExpirePassword = "expire_password",
        /// Require MFA, regardless of the organization's policy. Requires `users:write`.
        RequireMfa = "require_mfa",
        /// Activate. Requires `users:write`.
        Activate = "activate",
        /// Suspend the user and end all sessions. Requires `users:write`.
        Suspend = "suspend",
        /// Delete. Requires `users:write`.
        Delete = "delete",
        /// Change the fields in `changes`. Requires `users:write`.
        Update = "update",
        /// Add to the group `groupId`. Requires `groups:write`.
        AddToGroup = "add_to_group",
        /// Remove from the group `groupId`. Requires `groups:write`.
        RemoveFromGroup = "remove_from_group",
    }
}

impl BulkJobAction {
    /// The required permission, the same as for a single user.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Unlock
            | Self::ResendActivation
            | Self::SendPasswordReset
            | Self::ExpirePassword => Permission::UsersAssist,
            Self::RequireMfa | Self::Activate | Self::Suspend | Self::Delete | Self::Update => {
                Permission::UsersWrite
            }
            Self::AddToGroup | Self::RemoveFromGroup => Permission::GroupsWrite,
        }
    }

    /// Whether it is about a group.
    pub const fn has_group(self) -> bool {
        matches!(self, Self::AddToGroup | Self::RemoveFromGroup)
    }
}

crate::named_values! {
    /// What a bulk job is doing.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum BulkJobState {
        /// The users are being processed.
        Running = "running",
        /// It was stopped, and can be resumed.
        Stopped = "stopped",
        /// Every user was processed.
        Finished = "finished",
    }
}

crate::named_values! {
    /// The outcome of a user in a bulk job.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum BulkJobOutcome {
        /// The action was performed.
        Done = "done",
        /// There was nothing to do: the user has these values, or is in the group already.
        Unchanged = "unchanged",
        /// The action was refused, or failed.
        Failed = "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::Role;

    #[test]
    fn only_actions_that_help_a_user_are_open_to_the_help_desk() {
        let open = BulkJobAction::ALL.map(|action| Role::HelpDesk.allows(action.needs()));
        assert_eq!(open.iter().filter(|open| **open).count(), 4);
        let managers = BulkJobAction::ALL.map(|action| Role::Manager.allows(action.needs()));
        assert!(managers.iter().all(|open| *open));
    }
}
