//! What the settings of networks, hosts and the directory have in common: who may use them, what a
//! lock means, and how their forms open.

mod admitted;
mod barred;
mod forms;

pub use admitted::{Admitted, inputs};
pub use barred::Barred;
pub use forms::{forms, one_page};
