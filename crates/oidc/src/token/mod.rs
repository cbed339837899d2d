//! The token endpoint: what a client asks for, and what it gets.

mod code;
mod request;
mod response;

pub use code::IssuedCode;
pub use request::{Grant, parse};
pub use response::{TokenResponse, TokenType};
