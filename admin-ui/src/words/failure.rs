//! A form whose object was changed by someone else.

pub const STALE: &str = "Someone else changed this while you were editing";
pub const STALE_BODY: &str = "Nothing was saved, and what you typed is still here.";
pub const STALE_LOAD: &str = "Discard my changes and reload";
pub const STALE_KEEP: &str = "Overwrite with my changes";
