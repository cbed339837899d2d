//! The words of emails, which an organization can replace with its own.

mod check;
mod export;
mod find;
mod get;
mod list;
mod preview;
mod reset;
mod send_test;
mod set;
mod show;

pub use export::{ExportedTemplate, ExportedTemplates};
pub use get::get;
pub use list::list;
pub use preview::preview;
pub use reset::reset;
pub use send_test::send_test;
pub use set::set;
