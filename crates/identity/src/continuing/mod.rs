//! Continues with requests that wait for a person: in the portal, where the person signs in and
//! answers, and then in the browser, which returns to the application. Also handles links that open an
//! application.

mod find_request;
mod in_browser;
mod in_portal;
mod open_by_link;
mod show;

pub use in_browser::continue_in_browser;
pub use in_portal::continue_in_portal;
pub use open_by_link::{OpenedByLink, open_by_link};
pub use show::show_request;
