//! Lists: pages that a cursor walks through.

use serde::{Deserialize, Serialize};

/// The largest and the default page.
pub const MAX_LIMIT: u8 = 100;
/// How many items a page has when the request does not say.
pub const DEFAULT_LIMIT: u8 = 50;
/// Totals are counted up to this number, so that they cost the same however many items there
/// are. A larger one means "more than this", unless the request asked for an exact total.
pub const MOST_COUNTED: u64 = 10_000;

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
    /// Case and accents make no difference. `@example.com` finds the people of that domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// `exact` counts all matching items. Otherwise counting stops after 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub total: Option<Counting>,
}

/// How far to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Counting {
    /// All items, however long that takes.
    Exact,
}

/// Query parameters of counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CountQuery {
    /// `exact` counts all. Otherwise counting stops after 10,000: 10001 means "more than 10,000".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub total: Option<Counting>,
}

/// How many items match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number. If it is not exact, [`MOST_COUNTED`] + 1.
    pub number: u64,
    /// Whether it is the exact number.
    pub is_exact: bool,
}

impl Default for Total {
    fn default() -> Self {
        Self::new(0, true)
    }
}

impl Total {
    /// A number that was counted up to [`MOST_COUNTED`] + 1, or to the end.
    pub const fn new(number: u64, to_the_end: bool) -> Self {
        Self {
            number,
            is_exact: to_the_end || number <= MOST_COUNTED,
        }
    }

    /// The total of two lists together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        if self.is_exact && other.is_exact {
            Self::new(self.number + other.number, true)
        } else {
            Self::new(MOST_COUNTED + 1, false)
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::page::<T>))]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many items match on all pages. 10001 means "more than 10,000" if `totalIsExact` is false.
    pub total: u64,
    /// Whether `total` is the exact number: always up to 10,000, and beyond that if the request asks
    /// for `total=exact`.
    pub total_is_exact: bool,
    /// Where the next page begins; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
