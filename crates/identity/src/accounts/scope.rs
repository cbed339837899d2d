use uuid::Uuid;

/// The accounts that a statement is about.
#[derive(Clone, Copy)]
pub(crate) enum AccountScope {
    /// All accounts of the organization.
    Everybody,
    /// One of them.
    Account(Uuid),
}
