//! The previous and next user on the list page behind the panel.

use contract::ids::UserId;
use contract::page::Page as Items;
use contract::users::User;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words::users as words;

/// Links to both that keep the tab. Hidden on phones, for lack of room.
pub(super) fn view(
    id: UserId,
    list: List,
    page: RwSignal<Option<Items<User>>>,
    tab: Signal<String>,
) -> AnyView {
    let around = Memo::new(move |_| {
        page.with(|page| {
            let items = &page.as_ref()?.items;
            let here = items.iter().position(|user| user.id == id)?;
            let at = |place: Option<usize>| Some(items.get(place?)?.id);
            Some((at(here.checked_sub(1)), at(here.checked_add(1))))
        })
    });
    let link = move |to: Option<UserId>, icon: Icon, label: &'static str| {
        to.map(|to| {
            let href = move || tab.with(|tab| list.over(&to.to_string(), &[("tab", tab)]));
            view! {
                <a class="icon-button only-wide" data-noscroll="" href=href aria-label=label title=label>
                    <Glyph icon=icon/>
                </a>
            }
        })
    };
    (move || {
        let (before, after) = around.get()?;
        Some(view! {
            {link(before, Icon::ChevronLeft, words::PREVIOUS)}
            {link(after, Icon::ChevronRight, words::NEXT)}
        })
    })
    .into_any()
}
