//! Connections: how many a network can have, and how long they last.
//!
//! actix-web limits the time for the head of the first request on a connection, and for an idle one.
//! It has no limit while it reads a body that no handler reads, while a client does not read its
//! response, or while the head of a later request arrives. Therefore each connection has a deadline
//! here.

mod deadline;
mod listen;
mod middleware;
mod open_files;
mod shares;
mod watched;

pub use deadline::Patience;
pub use listen::{Listening, listen};
pub use middleware::{at_a_time, follow};
pub use open_files::allow_more_files;
pub use shares::{NetworkShares, Sharing};
