//! A browser in a list.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::me as words;

/// The browser's name, or that it is unknown.
pub(super) fn named(device: &str) -> String {
    if device.is_empty() {
        words::UNKNOWN_DEVICE.to_owned()
    } else {
        device.to_owned()
    }
}

/// A browser with facts and actions. `current` marks the one that shows the list.
pub(super) fn device_line(
    device: &str,
    current: bool,
    facts: AnyView,
    actions: AnyView,
) -> AnyView {
    let device = named(device);
    let mark = current.then(|| view! { <Badge tone=Tone::Ok text=words::THIS_BROWSER/> });
    view! {
        <li>
            <span class="line-icon"><Glyph icon=device_icon(&device)/></span>
            <div class="grow">
                <p class="row"><span class="strong">{device}</span>{mark}</p>
                <p class="facts">{facts}</p>
            </div>
            {actions}
        </li>
    }
    .into_any()
}

/// The icon for a phone or tablet, or for a computer.
fn device_icon(device: &str) -> Icon {
    let handheld = ["iPhone", "iPad", "iOS", "Android"];
    if handheld.iter().any(|name| device.contains(name)) {
        Icon::Device
    } else {
        Icon::Monitor
    }
}
