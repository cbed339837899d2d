//! What runs by itself: removing what is long over, rotating keys.

mod run;
mod sweep;

pub use run::run;
pub use sweep::sweep;
