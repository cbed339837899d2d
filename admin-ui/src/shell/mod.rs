//! The frame around every page of a signed-in administrator.

mod frame;
mod go_to;
mod matches;

pub use frame::Frame;
