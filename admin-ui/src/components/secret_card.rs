//! The card that shows a secret once, after it was replaced or another was added.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words;

/// The card with `secret`, until the person has copied it. `once` says that it is not shown again.
pub fn secret_card(
    secret: RwSignal<Option<String>>,
    label: &'static str,
    once: &'static str,
) -> AnyView {
    let card = move |value: String| {
        view! {
            <Card>
                <div class="stack">
                    <Notice tone=Tone::Warn live=true>{once}</Notice>
                    <CopyField label=label value=value secret=true/>
                    <Button variant=ButtonVariant::Secondary on_click=move || secret.set(None)>{words::DONE}</Button>
                </div>
            </Card>
        }
        .into_any()
    };
    (move || secret.get().map(card)).into_any()
}
