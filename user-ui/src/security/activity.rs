//! One event of the person's activity.

use contract::events::Event;
use leptos::prelude::*;
use portal_kit::me;

use crate::words::activity;

/// A line of the list.
pub fn event_line(mut event: Event) -> AnyView {
    let (what, by) = (activity::happened(&event), activity::by(&event));
    if by.is_some() {
        // Where an administrator was when they did it is theirs.
        (event.device, event.address) = (None, None);
    }
    me::event_line(event, what, by)
}
