//! The demo organization, with people in every state so that each screen has content. Its passwords
//! are public, so it is created only on request, and only in an empty database.

mod applications;
mod groups;
mod history;
mod people;
mod seed;
mod state;

pub use seed::{CREDENTIALS, Seeded, seed};
