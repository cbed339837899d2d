use std::fmt;

use contract::exports::{ExportFormat, ExportQuery};
use contract::ids::OrganizationId;
use contract::page::{Counting, ListQuery, Page, Total};
use entity::organization;
use import::{BYTE_ORDER_MARK, write_record};
use sea_orm::EntityTrait;
use serde::Serialize;

use super::cell::cell;
use super::columns;
use super::record::record_export;
use crate::actor::Party;
use crate::events::NewEvent;
use crate::initiator::Initiator;
use crate::lists::ExportedList;
use crate::permitted::{Permitted, Requirement};
use crate::slots::Slot;
use crate::{Context, Error};

/// The longest part of a file name that comes from the organization's name.
const LONGEST_NAME: usize = 40;

/// An export that has begun. The rest is read while it is sent, so dropping this stops reading.
pub struct Export<L: ExportedList> {
    context: Context,
    organization: OrganizationId,
    initiator: Initiator,
    query: ListQuery,
    total: Total,
    /// The next page, unless the last one was written.
    next: Option<Next<L::Item>>,
    format: ExportFormat,
    /// None for whole objects.
    columns: Option<Vec<String>>,
    /// What CSV begins with, before the names of the columns; `None` after the first page and if the export
    /// continues another one.
    begins_with: Option<&'static str>,
    media_type: &'static str,
    file_name: String,
    _slot: Slot,
}

enum Next<T> {
    First(Page<T>),
    At(String),
}

impl<L: ExportedList> Export<L> {
    /// Begins an export, and records it.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn begin(
        context: &Context,
        principal: &Permitted<L::Read>,
        query: &ExportQuery,
    ) -> Result<Self, Error> {
        // Errors in the filter are reported later.
        let filter = query.filter.as_deref().unwrap_or_default();
        let filter = filter.parse::<L::Filter>().unwrap_or_default();
        // A list requires one permission, and not one of several.
        let mut requires = <L::Read as Requirement>::ANY_OF.to_vec();
        for permission in L::requires(&filter) {
            principal.require(*permission)?;
            requires.push(*permission);
        }
        let initiator = Initiator::of(principal, &requires);
        let event = principal.event(L::EVENT);
        Self::begin_as(context, principal.organization(), initiator, query, event).await
    }

    /// As [`Self::begin`], for the operator of the server, who can read the database anyway.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `not-found`.
    pub async fn for_operator(
        context: &Context,
        organization: OrganizationId,
        query: &ExportQuery,
    ) -> Result<Self, Error> {
        let operator = Initiator::operator(organization);
        let event = NewEvent::new(L::EVENT, Party::system());
        Self::begin_as(context, organization, operator, query, event).await
    }

    /// Takes a slot and reads the first page, so that errors in the request are known before anything
    /// is sent. Then records the export with `event`.
    async fn begin_as(
        context: &Context,
        organization: OrganizationId,
        initiator: Initiator,
        query: &ExportQuery,
        event: NewEvent<'_>,
    ) -> Result<Self, Error> {
        let format = query.format.unwrap_or_default();
        let columns = match (format, query.columns.as_deref()) {
            (ExportFormat::Jsonl, None) => None,
            (_, asked) => Some(columns::columns_of::<L>(context, organization, asked).await?),
        };
        let begins_with = match query.bom {
            Some(true) => BYTE_ORDER_MARK,
            _ => "",
        };
        let media_type = match format {
            ExportFormat::Csv if query.after.is_some() => "text/csv; charset=utf-8; header=absent",
            format => format.media_type(),
        };
        let slot = context.export_slots().take(organization)?;
        let list = ListQuery {
            filter: query.filter.clone(),
            search: query.search.clone(),
            sort: L::SORT.map(str::to_owned),
            total: Some(Counting::Exact),
            ..ListQuery::default()
        };
        let read = context.database().read();
        let found = organization::Entity::find_by_id(organization.0);
        let name = found.one(read).await?.ok_or(Error::NotFound)?.name;
        let first = L::page(context, organization, &list, None, query.after).await?;
        record_export(context, organization, event, query, first.total).await?;
        Ok(Self {
            context: context.clone(),
            organization,
            initiator,
            query: list,
            total: Total::new(first.total, true),
            next: Some(Next::First(first)),
            format,
            columns,
            begins_with: query.after.is_none().then_some(begins_with),
            media_type,
            file_name: file_name(&name, L::LIST, context, format),
            _slot: slot,
        })
    }

    /// The name of the file: that of the list and of the organization, and the date.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The media type of the file.
    pub const fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// How many items matched when the export began.
    pub const fn total(&self) -> u64 {
        self.total.number
    }

    /// Reads the next page and returns its part of the file; `None` after the last one.
    ///
    /// # Errors
    /// `forbidden` if the caller may not read the list anymore, or if the database fails. The file is
    /// then incomplete, which its recipient must learn.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let page = match self.next.take() {
            None => return Ok(None),
            Some(Next::First(page)) => page,
            Some(Next::At(cursor)) => {
                self.initiator.check(&self.context).await?;
                self.query.cursor = Some(cursor);
                let total = Some(self.total);
                L::page(&self.context, self.organization, &self.query, total, None).await?
            }
        };
        self.next = page.next_cursor.map(Next::At);
        let part = match (self.format, &self.columns) {
            (ExportFormat::Csv, columns) => {
                let columns = columns.as_deref().unwrap_or_default();
                as_csv(self.begins_with.take(), columns, &page.items)?
            }
            (ExportFormat::Jsonl, columns) => as_lines(columns.as_deref(), &page.items)?,
        };
        Ok(Some(part))
    }
}

impl<L: ExportedList> fmt::Debug for Export<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Export")
    }
}

/// Writes items as lines of CSV; in the first part of the file, after `begin` and the names of the
/// columns.
fn as_csv(
    begin: Option<&str>,
    columns: &[String],
    items: &[impl Serialize],
) -> Result<Vec<u8>, Error> {
    let mut csv = String::from(begin.unwrap_or_default());
    if begin.is_some() {
        write_record(&mut csv, columns);
    }
    for item in items {
        let item = serde_json::to_value(item).map_err(failed)?;
        let cells = columns.iter();
        let cells = cells.map(|column| cell(columns::value(&item, column)));
        write_record(&mut csv, cells);
    }
    Ok(csv.into_bytes())
}

/// Writes items as lines of JSON: whole, or these columns of them.
pub(super) fn as_lines(
    columns: Option<&[String]>,
    items: &[impl Serialize],
) -> Result<Vec<u8>, Error> {
    let mut lines = Vec::new();
    for item in items {
        match columns {
            None => serde_json::to_writer(&mut lines, item).map_err(failed)?,
            Some(columns) => {
                let item = serde_json::to_value(item).map_err(failed)?;
                let item = columns::only(&item, columns);
                serde_json::to_writer(&mut lines, &item).map_err(failed)?;
            }
        }
        lines.push(b'\n');
    }
    Ok(lines)
}

fn failed(error: impl fmt::Display) -> Error {
    Error::internal(format!("an export cannot be written: {error}"))
}

/// `users-example-ltd-2026-11-29.csv`. Other characters than these would have to be encoded in the
/// header that contains the name.
fn file_name(organization: &str, list: &str, context: &Context, format: ExportFormat) -> String {
    let mut name = String::new();
    for c in organization.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
        if name.len() >= LONGEST_NAME {
            break;
        }
    }
    let now = context.now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let extension = format.as_str();
    let name = name.trim_matches('-');
    let parts = [list, name, date].into_iter();
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    format!("{}.{extension}", parts.join("-"))
}
