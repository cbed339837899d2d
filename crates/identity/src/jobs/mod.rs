//! What imports and bulk jobs share: both process the rows of a job one after the other, for longer than a
//! request takes.
//!
//! A worker on any server leases a job, and renews the lease with each row. After a turn, the job gives its
//! place to those that wait. A job that fails is left alone for a while, and ended if it fails too often. An
//! organization keeps only some jobs, and none for long.

mod delete_rows;
mod fail;
mod lease;
mod make_room;
mod rows_after;
mod stop_running;
mod sweep;
mod table;
mod turn;

pub(crate) use delete_rows::delete_some;
pub(crate) use fail::fail;
pub(crate) use lease::{LEASE, Lease, due, lease, pass_on, release};
pub(crate) use make_room::{Room, make_room};
pub(crate) use rows_after::rows_after;
pub(crate) use stop_running::stop_running;
pub(crate) use sweep::sweep;
pub(crate) use turn::{AT_ONCE, PAUSE, TURN, must_wait, pauses, share};
