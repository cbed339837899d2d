//! What an application is for, and why the person has it.

use contract::applications::{MyApplication, Why};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::cards::Cards;
use crate::words::applications as words;

/// The dialog, which is open while an application is detailed.
pub(super) fn dialog(cards: Cards) -> AnyView {
    let open = RwSignal::new(false);
    // Keep the text while the dialog closes.
    let one = Memo::new(move |before: Option<&Option<MyApplication>>| {
        let id = cards.detailed.get();
        let found = cards.all.with(|page| {
            let items = &page.as_ref()?.items;
            items.iter().find(|one| Some(one.id) == id).cloned()
        });
        found.or_else(|| before.cloned().flatten())
    });
    Effect::new(move || {
        if cards.detailed.with(Option::is_some) {
            open.set(true);
        }
    });
    // Reset, so that the same application can be shown again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            cards.detailed.set(None);
        }
        now
    });
    let name = move || {
        one.with(|one| one.as_ref().map(|one| one.name.clone()))
            .unwrap_or_default()
    };
    let pinned = move || one.with(|one| one.as_ref().is_some_and(|one| one.pinned));
    let id = move || one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let pin = move || {
        if let Some(id) = id() {
            cards.pin(id, !untrack(pinned));
        }
        open.set(false);
    };
    let start = move || {
        // The tab opens while the click is handled; what may be said is on the page.
        if let Some(id) = id() {
            cards.open(id);
        }
        open.set(false);
    };
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary icon=Icon::Pin on_click=pin>
                {move || if pinned() { words::UNPIN } else { words::PIN }}
            </Button>
            <Button autofocus=true icon=Icon::External on_click=start>{words::OPEN}</Button>
        }
    };
    view! {
        <Dialog open=open title=Signal::derive(name) actions=actions>
            {move || one.get().map(content)}
        </Dialog>
    }
    .into_any()
}

fn content(one: MyApplication) -> AnyView {
    let description = one.description.map(|text| view! { <p>{text}</p> });
    let category = one
        .category
        .map(|text| view! { <Entry label=words::CATEGORY>{text}</Entry> });
    let asks = one
        .asks_for_factor
        .then(|| view! { <Entry label=words::SIGN_IN>{words::ASKS}</Entry> });
    let reasons = reasons(&one.why);
    let opened = match one.last_opened_at {
        Some(at) => view! { <RelativeTime at=at/> }.into_any(),
        None => words::NEVER.into_any(),
    };
    view! {
        {description}
        <DescriptionList>
            <Entry label=words::WHY>{reasons}</Entry>
            {asks}
            {category}
            <Entry label=words::LAST_OPENED>{opened}</Entry>
        </DescriptionList>
    }
    .into_any()
}

/// Why the person has it, in sentences.
fn reasons(why: &Why) -> String {
    let everyone = why.everyone.then(|| words::EVERYONE.to_owned());
    let directly = why.directly.then(|| words::DIRECTLY.to_owned());
    let all = [everyone, directly, words::in_groups(&why.groups)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
