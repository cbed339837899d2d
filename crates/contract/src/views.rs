//! Saved views: the search, filter, order and columns of a list under a name.

use rules::time::Timestamp;
pub use rules::view::ViewedList;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};
use crate::ids::ViewId;

/// A saved view of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::view))]
pub struct View {
    /// Identifier.
    pub id: ViewId,
    /// The list.
    pub list: ViewedList,
    /// Name.
    pub name: String,
    /// Whether all administrators of the organization have the view. Otherwise, only the caller has
    /// it.
    pub shared: bool,
    /// The name of who created it.
    pub created_by: String,
    /// The search of the list; absent if it is not searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The filter of the list; absent if it is not filtered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The order of the list; absent if it has its default order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The columns in addition to name and status, in display order, named as in exports; empty for the
    /// default columns.
    pub columns: Vec<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// Saves a view of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_view))]
pub struct CreateView {
    /// The list.
    pub list: ViewedList,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// Whether all administrators of the organization have the view, which requires `users:write`.
    /// Default: `false`. An API key can only create shared views.
    #[serde(default)]
    pub shared: bool,
    /// The search of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub search: Option<String>,
    /// The filter of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub filter: Option<String>,
    /// The order of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub sort: Option<String>,
    /// The columns in addition to name and status, in display order, named as in exports. Default: the
    /// list's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::documented::ColumnName>, max_items = 20))]
    pub columns: Vec<String>,
}

/// Changes a view. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::update_view))]
pub struct UpdateView {
    /// Name.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub name: Option<String>,
    /// Whether all administrators of the organization have the view. `false` makes a shared view the
    /// caller's own.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub shared: Option<bool>,
    /// The search of the list. `null` removes it.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub search: Change<String>,
    /// The filter of the list. `null` removes it.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 4000))]
    pub filter: Change<String>,
    /// The order of the list. `null` restores the default.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100))]
    pub sort: Change<String>,
    /// The columns in addition to name and status, in display order, named as in exports; empty for the
    /// default columns.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::documented::ColumnName>, max_items = 20))]
    pub columns: Option<Vec<String>>,
}
