//! Pages that mailed links lead to (activation, reset), and asking for such a link.

mod dead;
mod forgot;
mod page;
mod set_password;
mod verify;

pub use forgot::ForgotPasswordPage;
pub use page::LinkPage;
pub use verify::VerifyRecoveryEmailPage;
