//! What the fuzz targets share: what is registered, a limit of memory, and second readers that must
//! agree with ours.

pub mod canonical;
pub mod memory;
pub mod openid;
pub mod saml_parties;
pub mod second_reader;
pub mod stored;

use rules::time::Timestamp;

/// The time of all checks, shortly after the one in the seeds.
pub fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_795_502_952_000)
}
