//! How the names of entries look with the suffix as typed.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::directory as words;

/// The entries that are shown: what they are, and how their name begins.
const EXAMPLES: [(&str, &str); 3] = [
    (words::A_USER, words::A_USER_NAME),
    (words::A_GROUP, words::A_GROUP_NAME),
    (words::A_BIND_USER, words::A_BIND_USER_NAME),
];

/// The names of a user, a group and a bind user; nothing while there is no suffix.
pub(super) fn view(suffix: RwSignal<String>) -> AnyView {
    let suffix = Memo::new(move |_| suffix.with(|suffix| suffix.trim().to_owned()));
    (move || {
        let suffix = suffix.get();
        if suffix.is_empty() {
            return ().into_any();
        }
        let entries = EXAMPLES.map(|(label, first)| {
            let name = format!("{first},{suffix}");
            view! { <Entry label=label><span class="mono small break">{name}</span></Entry> }
                .into_any()
        });
        let entries = entries.into_iter().collect_view();
        view! { <DescriptionList>{entries}</DescriptionList> }.into_any()
    })
    .into_any()
}
