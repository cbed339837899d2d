//! The public pages that only this portal has: set-up, sign-up and terms.

mod confirm_sign_up;
mod set_up;
mod sign_up;
mod terms;

pub use confirm_sign_up::ConfirmSignUpPage;
pub use set_up::SetUpPage;
pub use sign_up::SignUpPage;
pub use terms::TermsPage;
