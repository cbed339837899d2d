//! Tests that need more than one module.

mod applications;
mod binds;
mod captured;
mod comparisons;
mod controls;
mod entries;
mod filters;
mod fixtures;
mod garbage;
mod hostile;
mod matches;
mod names;
mod plans;
mod requests;
mod responses;
mod round_trips;
mod schema;
mod second_implementation;
