//! Tests that need more than one module.

mod assertions;
mod encrypted;
pub(crate) mod fixtures;
mod garbage;
mod hostile;
mod keys;
mod logout;
mod metadata;
mod queries;
mod refused;
mod requests;
mod signatures;
