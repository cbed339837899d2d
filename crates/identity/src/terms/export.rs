use contract::ids::{OrganizationId, UserId};
use contract::terms::{Terms, TermsAcceptance};
use entity::{terms, terms_acceptance};
use serde::Serialize;
use uuid::Uuid;

use super::find::show;
use super::list_of_user::show as show_acceptance;
use crate::accounts::find_organization;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// All versions of an organization's terms.
#[derive(Debug)]
pub struct ExportedTerms;

/// A version of the terms, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedVersion {
    /// Identifier.
    pub id: Uuid,
    /// The version.
    #[serde(flatten)]
    pub terms: Terms,
    /// Who published it.
    pub published_by: String,
    /// Whether users must accept it. Older versions are not required anymore.
    pub required: bool,
}

impl ExportedTable for ExportedTerms {
    type Table = terms::Entity;
    type Shown = ExportedVersion;
    const FILE: &'static str = "terms.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedVersion>, Error> {
        let organization = find_organization(context.database().read(), organization).await?;
        let is_required = |row: &terms::Model| {
            organization.terms_required && row.version == organization.terms_version
        };
        let versions = rows.into_iter().map(|row| ExportedVersion {
            id: row.id,
            required: is_required(&row),
            published_by: row.published_by.clone(),
            terms: show(row),
        });
        Ok(versions.collect())
    }
}

/// Who accepted which version of an organization's terms.
#[derive(Debug)]
pub struct ExportedAcceptances;

/// That a user accepted a version, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedAcceptance {
    /// Identifier.
    pub id: Uuid,
    /// The user.
    pub user_id: UserId,
    /// The version, and when it was accepted.
    #[serde(flatten)]
    pub acceptance: TermsAcceptance,
}

impl ExportedTable for ExportedAcceptances {
    type Table = terms_acceptance::Entity;
    type Shown = ExportedAcceptance;
    const FILE: &'static str = "terms-acceptances.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedAcceptance>, Error> {
        let acceptances = rows.into_iter().map(|row| ExportedAcceptance {
            id: row.id,
            user_id: UserId(row.account_id),
            acceptance: show_acceptance(row),
        });
        Ok(acceptances.collect())
    }
}
