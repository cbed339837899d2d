//! Devices without a browser (RFC 8628): the person enters the code of the device in the User Portal,
//! sees what it requests, and answers. The device itself calls [`crate::openid`].

mod answer;
mod find;
mod wrong_codes;

pub use answer::answer_device;
pub use find::find_device;
