//! The frame around every page of somebody who is signed in.

mod expiry;
mod frame;

pub use frame::PortalFrame;
