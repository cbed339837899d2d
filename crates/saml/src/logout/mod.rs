//! Logout: a service provider ends the session of a person, and gets an answer.

mod request;
mod response;

pub use request::LogoutRequest;
pub use response::LogoutResponse;
