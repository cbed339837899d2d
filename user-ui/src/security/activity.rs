//! An event of the user's activity.

use contract::events::Event;
use leptos::prelude::*;
use portal_kit::me;

use crate::words::activity;

/// A line of the list.
pub fn event_line(mut event: Event) -> AnyView {
    let (what, by) = (activity::happened(&event), activity::by(&event));
    if by.is_some() {
        // Do not show where an administrator was.
        (event.device, event.address) = (None, None);
    }
    me::event_line(event, what, by, None)
}
