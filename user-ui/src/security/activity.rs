//! One event of the person's activity.

use contract::events::{Event, Outcome};
use leptos::prelude::*;
use portal_kit::words::me::FAILED;
use ui_kit::prelude::*;

use crate::words::activity;

/// A line of the list.
pub fn event_line(event: Event) -> AnyView {
    let failure = event.outcome == Outcome::Failure;
    let (words, by) = (activity::happened(&event), activity::by(&event));
    // Where an administrator was when they did it is theirs.
    let own = by.is_none();
    let device = event.device.filter(|_| own);
    let address = event.address.filter(|_| own);
    view! {
        <li>
            <div class="grow">
                <p class="row">
                    <span class="strong">{words}</span>
                    {failure.then(|| view! { <Badge tone=Tone::Danger text=FAILED/> })}
                </p>
                <p class="log-facts">
                    <RelativeTime at=event.at/>
                    {by.map(|by| view! { <span>{by}</span> })}
                    {device.map(|device| view! { <span>{device}</span> })}
                    {address.map(|address| view! { <span class="mono">{address}</span> })}
                </p>
            </div>
        </li>
    }
    .into_any()
}
