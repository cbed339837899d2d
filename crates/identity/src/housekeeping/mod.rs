//! What runs by itself: removing what is long over, rotating keys, telling of expiring passwords.

mod run;
mod sweep;

pub use run::run;
pub use sweep::sweep;
