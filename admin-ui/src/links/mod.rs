//! The public pages that only this portal has: set-up and terms.

mod set_up;
mod terms;

pub use set_up::SetUpPage;
pub use terms::TermsPage;
