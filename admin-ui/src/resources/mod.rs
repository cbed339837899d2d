//! What the settings of networks, hosts and the directory have in common: who may use them, what a
//! lock means, how their forms open, and their tables.

mod admitted;
mod barred;
mod forms;
mod table;

pub use admitted::{Admitted, inputs};
pub use barred::Barred;
pub use forms::forms;
pub use table::{ListedResource, ResourceRow, table};
