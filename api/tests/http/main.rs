//! Tests of the HTTP layer in process: what applies to all endpoints.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assets;
mod command_line;
mod cookies;
mod documentation;
mod examples;
mod headers;
mod limits;
mod mailbox;
mod portals;
mod refusals;
mod schemas;
mod start_stop;
mod support;
