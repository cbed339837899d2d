//! What the settings of networks and hosts have in common: who may use them, and what a lock means.

mod admitted;

pub use admitted::{Admitted, inputs};
