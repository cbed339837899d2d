//! Exports: a whole list as a file, which is written page by page while it is sent.
//!
//! Only one page is in memory, and no transaction is open while the client reads it. The order never
//! changes, and cursors are positions in it. So an item that matches throughout is in the file exactly
//! once, regardless of other changes in the meantime.

mod cell;
mod columns;
mod export;
mod find_organization;
mod places;
mod record;

pub(crate) use export::PAGE_ROWS;
pub use export::{Export, Pages};
pub use find_organization::find_organization_for_operator;
pub(crate) use places::{Place, Places};
