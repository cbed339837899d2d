//! The user's own profile.

mod draft;
mod page;
mod read_only;
mod save;
mod sections;

pub use draft::Draft;
pub use page::ProfilePage;
