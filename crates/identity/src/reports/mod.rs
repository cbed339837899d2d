//! Reports: what happened over time, in numbers. They are counted from the events and the accounts
//! whenever they are asked for, each number in an index, so there is nothing that a job would have to
//! keep up to date.
//!
//! Days and weeks are those of the organization's time zone.

mod days;
mod first_steps;
mod home;
mod periods;
mod users;

pub use home::home;
