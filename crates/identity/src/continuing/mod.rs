//! Continues with requests that wait for a person: in the portal, where the person signs in and
//! answers, and then in the browser, which returns to the application. Also handles links that open an
//! application.

mod find_request;
mod in_browser;
mod in_portal;
mod launch;
mod show;

pub use in_browser::continue_in_browser;
pub use in_portal::continue_in_portal;
pub use launch::{Launched, launch};
pub use show::show_request;
