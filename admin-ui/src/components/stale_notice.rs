//! The message of a form whose object was changed by someone else.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::words::failure as words;

/// Shown while the object has changed on the server. Keeps the input.
#[component]
pub fn StaleNotice(
    /// The state of the form.
    form: Sending,
    /// Saves, and overwrites the other change.
    #[prop(into)]
    on_keep: Callback<()>,
    /// Discards the input and shows the current state.
    #[prop(into)]
    on_load: Callback<()>,
) -> AnyView {
    form.explain_stale();
    (move || {
        form.stale.get().then(|| {
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
