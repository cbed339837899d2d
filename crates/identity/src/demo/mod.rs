//! The demo organization: people in every state, so that each screen has something to show.
//! Its passwords are public, so it is made on request only, and only on an empty database.

mod history;
mod people;
mod seed;
mod state;

pub use seed::{CREDENTIALS, Seeded, seed};
