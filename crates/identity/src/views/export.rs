use contract::ids::{AdministratorId, OrganizationId};
use contract::views::View;
use entity::saved_view::Entity;
use serde::Serialize;

use super::show::show;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The saved views of an organization and of its administrators.
#[derive(Debug)]
pub struct ExportedViews;

/// A saved view, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView {
    /// The administrator who alone has the view; absent if the organization shares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<AdministratorId>,
    /// The view.
    #[serde(flatten)]
    pub view: View,
}

impl ExportedTable for ExportedViews {
    type Table = Entity;
    type Shown = ExportedView;
    const FILE: &'static str = "views.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedView>, Error> {
        let views = rows.into_iter().map(|row| ExportedView {
            owner_id: row.owner_id.map(AdministratorId),
            view: show(row),
        });
        Ok(views.collect())
    }
}
