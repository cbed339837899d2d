//! What the settings of networks, hosts and the directory have in common: who may use them, and what a
//! lock means.

mod admitted;
mod barred;

pub use admitted::{Admitted, inputs};
pub use barred::Barred;
