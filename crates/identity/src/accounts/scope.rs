use uuid::Uuid;

/// The accounts that a statement applies to.
#[derive(Clone, Copy)]
pub(crate) enum AccountScope {
    /// All accounts of the organization.
    Everybody,
    /// A single account.
    Account(Uuid),
}
