//! The browsers that are known to an account, as people see and forget them. What it means to be known
//! is in [`accounts`](crate::accounts).

mod forget;
mod list;

pub use forget::{forget_mine, forget_of_user};
pub use list::{mine, of_user};
