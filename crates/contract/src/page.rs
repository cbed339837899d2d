//! Lists: pages that a cursor walks through.

use serde::{Deserialize, Serialize};

/// The largest and the default page.
pub const MAX_LIMIT: u8 = 100;
/// How many items a page has when the request does not say.
pub const DEFAULT_LIMIT: u8 = 50;

/// Query parameters that every list takes. Which `sort` keys and `filter` fields there are
/// stands with each list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListQuery {
    /// Items a page, 1 to 100; 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u8>,
    /// Where to go on: `nextCursor` of the page before, with the same `sort`, `filter` and `search`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The key to sort by; a `-` before it turns the order round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "-createdAt"))]
    pub sort: Option<String>,
    /// Conditions `field:value`, joined by `;` (and); several values of one field are joined by `,` (or).
    /// A `\` before `,` `;` `:` or `\` takes away their meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "state:active,suspended"))]
    pub filter: Option<String>,
    /// Words, each of which must begin a word of the item (names, email, username, employee number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::page::<T>))]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many items match on all pages.
    pub total: u64,
    /// Where the next page begins; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
