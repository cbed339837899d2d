//! Saved views of lists.

crate::named_values! {
    /// A list of which views can be saved.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "users"))]
    pub enum ViewedList {
        /// The list of users.
        Users = "users",
    }
}

/// The maximum number of views that an administrator has, and that an organization shares.
pub const MOST_VIEWS: u64 = 100;

/// The maximum number of columns of a view.
pub const MOST_COLUMNS: usize = 20;
