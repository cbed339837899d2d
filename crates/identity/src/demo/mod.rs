//! The demo organization, with people in every state so that each screen has content. Its passwords
//! are public, so it is created only on request, and only in an empty database.

mod applications;
mod groups;
mod history;
mod people;
mod sample;
mod seed;
mod state;

pub use sample::{SAMPLE_ORIGIN, SampleClient};
pub use seed::{CREDENTIALS, Seeded, seed};
