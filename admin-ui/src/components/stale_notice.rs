//! What a form says when somebody else was faster.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::failure as words;

/// Shown while the form's thing has changed on the server: what was typed stays.
#[component]
pub fn StaleNotice(
    /// Whether to show it.
    #[prop(into)]
    shown: Signal<bool>,
    /// Saves over the other change.
    #[prop(into)]
    on_keep: Callback<()>,
    /// Shows the new state and drops what was typed.
    #[prop(into)]
    on_load: Callback<()>,
) -> AnyView {
    (move || {
        shown.get().then(|| {
            view! {
                <Notice tone=Tone::Warn title=words::STALE live=true>
                    <div class="stack tight">
                        <p>{words::STALE_BODY}</p>
                        <div class="actions">
                            <Button small=true variant=ButtonVariant::Secondary on_click=on_load>{words::STALE_LOAD}</Button>
                            <Button small=true variant=ButtonVariant::Quiet on_click=on_keep>{words::STALE_KEEP}</Button>
                        </div>
                    </div>
                </Notice>
            }
        })
    })
    .into_any()
}
