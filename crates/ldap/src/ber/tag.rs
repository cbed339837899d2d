//! Tags: class, whether an element contains others, and a number, in one byte.

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// A message that contains elements.
pub(crate) const fn application(number: u8) -> u8 {
    0x60 | number
}

/// A message that consists of one value.
pub(crate) const fn application_value(number: u8) -> u8 {
    0x40 | number
}

/// An element of a structure that contains elements.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// An element of a structure that consists of one value.
pub(crate) const fn context_value(number: u8) -> u8 {
    0x80 | number
}
