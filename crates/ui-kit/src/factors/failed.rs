//! The factors could not be loaded.

use leptos::prelude::*;

use crate::button::{Button, ButtonVariant};
use crate::icon::Icon;
use crate::notice::Notice;
use crate::tone::Tone;
use crate::words::RETRY;

/// Why, with a way to try again.
pub fn failed(why: String, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <Notice tone=Tone::Danger live=true>
            <div class="stack tight">
                <p>{why}</p>
                <div class="actions">
                    <Button variant=ButtonVariant::Secondary small=true icon=Icon::Refresh
                        on_click=retry>{RETRY}</Button>
                </div>
            </div>
        </Notice>
    }
    .into_any()
}
