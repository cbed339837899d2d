//! Imports of users from a file.

/// The largest file, in bytes.
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// The largest number of rows below the header.
pub const MAX_ROWS: u32 = 100_000;
/// The largest number of columns.
pub const MAX_COLUMNS: usize = 100;
/// The largest row, in bytes. A longer one usually begins with a quotation mark that is never closed.
pub const MAX_ROW: usize = 64 * 1024;
/// How many days an import and its file are kept.
pub const KEPT_DAYS: u32 = 30;
/// How many imports of an organization are kept.
pub const MOST_KEPT: usize = 20;

crate::named_values! {
    /// What an import is doing.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ImportState {
        /// The file is being uploaded.
        Reading = "reading",
        /// The file is read, and the dry run or the run can begin.
        Ready = "ready",
        /// The dry run is in progress.
        Checking = "checking",
        /// The dry run is complete.
        Checked = "checked",
        /// Users are being created and changed.
        Running = "running",
        /// The run was stopped, and can be resumed.
        Stopped = "stopped",
        /// Every row was processed.
        Finished = "finished",
    }
}

crate::named_values! {
    /// What a row does, or did, to a user.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum RowOutcome {
        /// Creates a user.
        Create = "create",
        /// Changes a user.
        Change = "change",
        /// Leaves a user as it is.
        Unchanged = "unchanged",
        /// Does nothing, because something is wrong with it.
        Problem = "problem",
    }
}

crate::named_values! {
    /// The value by which a row is matched to an existing user.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MatchBy {
        /// The company email.
        Email = "email",
        /// The username.
        Username = "username",
        /// The employee number.
        EmployeeNumber = "employee_number",
    }
}

crate::named_values! {
    /// What an import does with existing users.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ExistingUsers {
        /// Changes them.
        Update = "update",
        /// Leaves them as they are.
        Leave = "leave",
    }
}

impl ImportState {
    /// Whether a worker processes the rows now.
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }

    /// Whether the settings may still change: nothing has been written yet, and no rows are being
    /// checked.
    pub const fn may_change(self) -> bool {
        matches!(self, Self::Ready | Self::Checked)
    }

    /// Whether the run may begin or be resumed.
    pub const fn may_run(self) -> bool {
        matches!(self, Self::Ready | Self::Checked | Self::Stopped)
    }

    /// Whether it may be deleted: nobody reads or writes its rows.
    pub const fn may_delete(self) -> bool {
        !self.is_working() && !matches!(self, Self::Reading)
    }

    /// Whether the run has begun, so that the outcomes of rows are what was done.
    pub const fn has_begun(self) -> bool {
        matches!(self, Self::Running | Self::Stopped | Self::Finished)
    }
}

impl MatchBy {
    /// The name of the field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Username => "username",
            Self::EmployeeNumber => "employeeNumber",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ImportState;

    #[test]
    fn settings_are_fixed_once_the_run_has_begun() {
        for state in ImportState::ALL {
            assert!(!(state.may_change() && state.has_begun()), "{state:?}");
            assert!(!(state.may_change() && state.is_working()), "{state:?}");
        }
    }
}
