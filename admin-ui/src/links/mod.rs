//! Pages for people who are not signed in that only this portal has: the set-up and the terms.

mod set_up;
mod terms;

pub use set_up::SetUpPage;
pub use terms::TermsPage;
