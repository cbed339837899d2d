//! Whether users can add a recovery email.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::security as words;

pub(super) fn view(enabled: RwSignal<bool>, readonly: bool) -> AnyView {
    view! {
        <Switch label=words::RECOVERY_SWITCH hint=words::RECOVERY_HINT checked=enabled
            disabled=readonly/>
    }
    .into_any()
}
