//! Exports: a whole list as a file, which is written page by page while it is sent.
//!
//! Only one page is in memory, and no transaction is open while the client takes it. The order never
//! changes, and cursors are positions in it: so an item that matches throughout is in the file exactly
//! once, whatever else changes in the meantime. Before each page, the export checks that its caller still
//! may read the list.

mod cell;
mod columns;
mod export;
mod find_organization;
mod record;
mod table;

pub use columns::columns_of;
pub use export::Export;
pub use find_organization::find_organization_for_operator;
pub use import::BYTE_ORDER_MARK;
pub use table::{ExportedTable, Rows, TableExport};
