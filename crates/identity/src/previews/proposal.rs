use contract::ids::OrganizationId;
use rules::account::AccountKind;
use rules::preview::{PolicyOutcome, PreviewedAccount};
use rules::time::Timestamp;
use uuid::Uuid;

use super::row::Row;
use crate::{Context, Error};

/// A valid change whose effect on the accounts of an organization is previewed.
pub(super) trait Proposal {
    /// The organization.
    fn organization(&self) -> OrganizationId;

    /// Whether it applies to administrators, too.
    fn concerns_administrators(&self) -> bool;

    /// The accounts among these, which are of one kind, that it affects.
    ///
    /// # Errors
    /// If the database fails.
    async fn evaluate(
        &self,
        context: &Context,
        kind: AccountKind,
        rows: &[Row],
    ) -> Result<Vec<Affected>, Error>;
}

/// An account that the change affects.
pub(super) struct Affected {
    pub id: Uuid,
    pub kind: AccountKind,
    pub created_at: Timestamp,
    pub outcomes: Vec<PolicyOutcome>,
    /// The account after the change.
    pub changed: PreviewedAccount,
}
