//! The list of the settings tabs: beside the content, or behind a button above it where there is no
//! room for both (`admin-ui/style/15-sections.css`).

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_kit::prelude::*;

use crate::session::may;
use crate::settings_tabs::{SETTINGS_TABS, SettingsTab};
use crate::words::settings as words;

const LIST: &str = "settings-sections";

pub(super) fn view(current: Memo<&'static SettingsTab>) -> AnyView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let close = Callback::new(move |()| {
        if !open.get_untracked() {
            return;
        }
        open.set(false);
        // The link that had the focus is hidden now.
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    });
    let path = use_location().pathname;
    Effect::new(move || {
        path.track();
        close.run(());
    });
    let shown: Vec<_> = SETTINGS_TABS.iter().filter(|tab| may(tab.needs)).collect();
    let groups = shown
        .chunk_by(|one, next| one.group == next.group)
        .enumerate()
        .map(|(n, tabs)| group(n, tabs, current, close))
        .collect_view();
    let expanded = Signal::derive(move || if open.get() { "true" } else { "false" });
    view! {
        <nav class="section-nav" aria-label=words::NAVIGATION
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close.run(());
                }
            }>
            <div class="section-nav-body">
                <button class="section-toggle" type="button" node_ref=button aria-controls=LIST
                    aria-expanded=expanded on:click=move |_| open.update(|open| *open = !*open)>
                    <span class="grow">
                        <span class="section-group">{move || current.get().group}</span>
                        <span class="section-name">{move || current.get().name}</span>
                    </span>
                    <Glyph icon=Icon::ChevronDown size=18/>
                </button>
                <div class="section-list" class:open=open id=LIST>{groups}</div>
            </div>
        </nav>
    }
    .into_any()
}

fn group(
    n: usize,
    tabs: &[&'static SettingsTab],
    current: Memo<&'static SettingsTab>,
    close: Callback<()>,
) -> AnyView {
    let id = format!("{LIST}-{n}");
    let links = tabs.iter().copied().map(|tab| link(tab, current, close));
    view! {
        <div>
            <h2 class="section-heading" id=id.clone()>{tabs.first().map(|tab| tab.group)}</h2>
            <ul aria-labelledby=id>{links.collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn link(
    tab: &'static SettingsTab,
    current: Memo<&'static SettingsTab>,
    close: Callback<()>,
) -> AnyView {
    let is_current = Memo::new(move |_| current.get().id == tab.id);
    let current = Signal::derive(move || is_current.get().then_some("page"));
    // The link to the current tab does not change the path.
    let click = move |_| {
        if is_current.get_untracked() {
            close.run(());
        }
    };
    view! {
        <li><a class="section-link" href=tab.address aria-current=current on:click=click>{tab.name}</a></li>
    }
    .into_any()
}
