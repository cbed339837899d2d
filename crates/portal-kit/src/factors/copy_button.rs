//! A button that copies text.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::factors as words;

/// A button that copies `text`; `None` without HTTPS, because then there is no clipboard.
pub fn copy_button(text: String) -> Option<AnyView> {
    if !window().is_secure_context() {
        return None;
    }
    let copied = RwSignal::new(false);
    let copy = move || {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            if write_to_clipboard(&text).await {
                copied.try_set(true);
                announce(words::COPIED);
            } else {
                use_toasts().error(words::NOT_COPIED);
            }
        });
    };
    let button = view! {
        <Button variant=ButtonVariant::Secondary small=true icon=Icon::Copy on_click=copy>
            {Signal::derive(move || if copied.get() { words::COPIED } else { words::COPY })}
        </Button>
    };
    Some(button.into_any())
}
