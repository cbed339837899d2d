use contract::events::EventAction;
use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use rules::role::Permission;
use serde::Serialize;
use uuid::Uuid;

use crate::permitted::Requirement;
use crate::{Context, Error};

/// The number of rows per query of an export. Only these are in memory.
pub(crate) const EXPORT_PAGE_ROWS: u16 = 500;

/// A list that can be exported.
pub trait ExportedList {
    /// Its items.
    type Item: Serialize;
    /// Its filter.
    type Filter: ListFilter;
    /// The permission that it requires.
    type Read: Requirement;
    /// Its name, for the name of the file.
    const LIST: &'static str;
    /// The order, in the syntax of `sort`; `None` if the list has only one.
    const SORT: Option<&'static str>;
    /// The event of an export.
    const EVENT: EventAction;
    /// The column with the identifier of an item.
    const ID: &'static str;

    /// The columns of its items.
    fn columns() -> Vec<String>;

    /// The columns that only this organization has, after the others.
    fn own_columns(
        _: &Context,
        _: OrganizationId,
    ) -> impl Future<Output = Result<Vec<String>, Error>> {
        std::future::ready(Ok(Vec::new()))
    }

    /// The permissions that this filter requires, besides that of the list.
    fn requires(_: &Self::Filter) -> &'static [Permission] {
        &[]
    }

    /// Reads a page of `EXPORT_PAGE_ROWS` items in an order that never changes. `total` is the number of
    /// all items; `None` for the first page, which counts them. The first page of an export that continues
    /// another one begins after the item with the identifier `after`.
    fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> impl Future<Output = Result<Page<Self::Item>, Error>>;
}
