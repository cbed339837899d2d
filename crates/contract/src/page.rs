//! Lists: pages, cursors and totals.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The maximum number of items per page.
pub const MAX_LIMIT: u8 = 100;
/// The number of items per page if the request does not specify one.
pub const DEFAULT_LIMIT: u8 = 50;
/// Totals are counted up to this number, so their cost does not depend on the size of the list. A larger
/// total means "more than this", unless the request asked for an exact one.
pub const MOST_COUNTED: u64 = 10_000;

/// The maximum length of `search`, in characters.
pub const MAX_SEARCH: usize = 200;
/// The maximum number of different words in `search`.
pub const MAX_SEARCH_WORDS: usize = 8;

/// Query parameters of lists. Each list documents its `sort` keys and `filter` fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListQuery {
    /// Items per page, 1 to 100. Default: 50.
    #[serde(
        default,
        deserialize_with = "limit",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u8>,
    /// `nextCursor` of the previous page. Requires the same `sort`, `filter` and `search`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Lists the items after this `position`, oldest first, instead of the latest ones. Begin with 0,
    /// and continue with the `position` of the last item. No item appears later at a position that
    /// you have passed, so you miss none. Events that count repeated failures get new positions, and
    /// no other item is listed twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 0))]
    pub after: Option<u64>,
    /// The key to sort by. Prefix it with `-` for descending order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Conditions of the form `field:value`, joined by `;` (and). Alternative values of one field
    /// are joined by `,` (or). Escape `,` `;` `:` and `\` with `\`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Words to search for. Each must be the beginning of a word in the item's names, email,
    /// username or employee number. Case and accents are ignored. `@example.com` finds the people
    /// of that domain. At most 8 different words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub search: Option<String>,
    /// `exact` counts all matching items. Otherwise counting stops after 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub total: Option<Counting>,
}

/// Reads the text of a query parameter.
pub(crate) fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let limit = text.parse().ok();
    match limit.filter(|limit| (1..=MAX_LIMIT).contains(limit)) {
        None => Err(D::Error::custom(format_args!(
            "invalid value, expected a number from 1 to {MAX_LIMIT}"
        ))),
        limit => Ok(limit),
    }
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
    /// `exact` counts all items. Otherwise counting stops after 10,000: 10001 means "more than
    /// 10,000".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub total: Option<Counting>,
}

/// The number of matching items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number of items, or [`MOST_COUNTED`] + 1 if it is not exact.
    pub number: u64,
    /// Whether the number is exact.
    pub is_exact: bool,
}

impl Default for Total {
    fn default() -> Self {
        Self::new(0, true)
    }
}

impl Total {
    /// A number that was counted up to [`MOST_COUNTED`] + 1, or without a limit if `to_the_end`.
    pub const fn new(number: u64, to_the_end: bool) -> Self {
        Self {
            number,
            is_exact: to_the_end || number <= MOST_COUNTED,
        }
    }

    /// The combined total of two lists.
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
    /// The number of matching items on all pages. If `totalIsExact` is false, it is 10001, which
    /// means "more than 10,000".
    pub total: u64,
    /// Whether `total` is exact. Always true up to 10,000; beyond that, only with `total=exact`.
    pub total_is_exact: bool,
    /// The cursor of the next page; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Converts each item.
    pub fn map<U>(self, mut item: impl FnMut(T) -> U) -> Page<U> {
        self.filter_map(|one| Some(item(one)))
    }

    /// Converts each item, and drops those for which `item` returns `None`. The total stays the same.
    pub fn filter_map<U>(self, item: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page {
            items: self.items.into_iter().filter_map(item).collect(),
            total: self.total,
            total_is_exact: self.total_is_exact,
            next_cursor: self.next_cursor,
        }
    }
}
