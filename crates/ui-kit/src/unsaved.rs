//! Unsaved edits, and the confirmation before they are lost.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use crate::button::{Button, ButtonVariant};
use crate::dialog::Dialog;
use crate::dom::serial;
use crate::words;

/// Links that the router follows. The others open in a new tab, or leave the app, for which the
/// browser asks.
const FOLLOWED: &str = "a[href]:not([target]):not([download]):not([rel~=external])";

/// The blocked action. Not a `Callback`, which is disposed with the part of the page that created
/// it: a dialog closes before the question is answered.
type Then = Arc<dyn Fn() + Send + Sync>;

/// A part of the page with unsaved edits. Copy.
#[derive(Clone, Copy)]
struct Guard {
    id: usize,
    dirty: Signal<bool>,
    asking: RwSignal<bool>,
    /// The address of the edits.
    path: Memo<String>,
    search: Memo<String>,
    then: StoredValue<Option<Then>>,
    /// The person has confirmed: the next navigation passes.
    passes: StoredValue<bool>,
}

thread_local! {
    /// The parts of the page that may have unsaved edits, the innermost last.
    static GUARDS: RefCell<Vec<Guard>> = const { RefCell::new(Vec::new()) };
}

/// The innermost part with unsaved edits.
fn holding() -> Option<Guard> {
    GUARDS.with_borrow(|guards| guards.iter().rev().find(|guard| guard.holds()).copied())
}

/// The part whose question was answered, so that the navigation passes.
fn passing() -> Option<Guard> {
    let passes = |guard: &&Guard| guard.passes.try_get_value() == Some(true);
    GUARDS.with_borrow(|guards| guards.iter().find(passes).copied())
}

impl Guard {
    fn holds(self) -> bool {
        self.dirty.try_get_untracked() == Some(true) && self.passes.try_get_value() == Some(false)
    }

    fn ask(self, then: impl Fn() + Send + Sync + 'static) {
        self.then.set_value(Some(Arc::new(then)));
        self.asking.set(true);
    }

    fn discard(self) {
        self.asking.set(false);
        if let Some(then) = self.then.get_value() {
            then();
        }
    }
}

/// Whether the page holds unsaved edits.
pub(crate) fn has_unsaved_edits() -> bool {
    holding().is_some()
}

/// Runs `then`. Asks first if unsaved edits would be lost.
pub fn leave(then: impl Fn() + Send + Sync + 'static) {
    match holding() {
        Some(guard) => guard.ask(then),
        None => then(),
    }
}

/// Makes [`UnsavedEdits`] ask before a link is followed and before the browser's Back and Forward.
/// Call it once, before the router is created, because the first listener receives the events
/// first.
pub fn guard_navigation() {
    // Both listeners live as long as the page.
    window_event_listener_untyped("click", |event| {
        if let Some(guard) = holding() {
            followed(guard, &event);
        }
    });
    window_event_listener_untyped("popstate", |event| {
        if let Some(guard) = passing() {
            guard.passes.set_value(false);
        } else if let Some(guard) = holding() {
            gone_back(guard, &event);
        }
    });
}

/// Asks before the input here is lost: by a link, by the browser's Back and Forward (see
/// [`guard_navigation`]), by a reload, and by anything that an app does through [`leave`]. Of several on a
/// page, the innermost one with unsaved edits asks.
#[component]
pub fn UnsavedEdits(
    /// Whether there are unsaved edits.
    #[prop(into)]
    dirty: Signal<bool>,
    /// The question.
    #[prop(default = words::DISCARD_TITLE)]
    title: &'static str,
    /// What will be lost.
    #[prop(default = words::DISCARD_BODY)]
    body: &'static str,
    /// The button that stays.
    #[prop(default = words::KEEP_EDITING)]
    keep: &'static str,
    /// The button that leaves.
    #[prop(default = words::DISCARD)]
    discard: &'static str,
) -> AnyView {
    let location = use_location();
    let guard = Guard {
        id: serial(),
        dirty,
        asking: RwSignal::new(false),
        path: location.pathname,
        search: location.search,
        then: StoredValue::new(None),
        passes: StoredValue::new(false),
    };
    GUARDS.with_borrow_mut(|guards| guards.push(guard));
    on_cleanup(move || {
        GUARDS.with_borrow_mut(|guards| guards.retain(|one| one.id != guard.id));
    });
    let leaving = window_event_listener_untyped("beforeunload", move |event| {
        if guard.holds() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary autofocus=true on_click=move || guard.asking.set(false)>
                {keep}
            </Button>
            <Button variant=ButtonVariant::Danger on_click=move || guard.discard()>{discard}</Button>
        }
    };
    view! {
        <Dialog open=guard.asking title=title actions=actions>
            <p>{body}</p>
        </Dialog>
    }
    .into_any()
}

/// Asks before a secret is left that is shown only once. Put it next to the secret.
#[component]
pub fn ShownOnce() -> AnyView {
    view! {
        <UnsavedEdits dirty=true title=words::SECRET_TITLE body=words::SECRET_BODY keep=words::STAY
            discard=words::LEAVE/>
    }
    .into_any()
}

/// Whether this is the path in the address bar.
fn here(path: &str) -> bool {
    window().location().pathname().is_ok_and(|now| now == path)
}

/// Handles a click on a link. After a confirmation, clicks it again.
fn followed(guard: Guard, event: &Event) {
    let Some(link) = link_of(event).filter(|link| !here(&link.pathname())) else {
        return;
    };
    // The router ignores events whose default is prevented.
    event.prevent_default();
    let link = StoredValue::new_local(link);
    guard.ask(move || {
        guard.passes.set_value(true);
        link.with_value(|link| link.click());
        guard.passes.try_set_value(false);
    });
}

/// The link that the router would follow.
fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    let link = event.target()?.dyn_into::<Element>().ok()?;
    let link = link.closest(FOLLOWED).ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let own = window()
        .location()
        .origin()
        .is_ok_and(|own| own == link.origin());
    (click.button() == 0 && !modified && own).then_some(link)
}

/// Handles Back and Forward. The address bar has already changed, and the router must not follow
/// yet: restores the address of the edits, so that the requested one is one step back.
fn gone_back(guard: Guard, event: &Event) {
    let (path, search) = (guard.path.get_untracked(), guard.search.get_untracked());
    let Some(history) = window().history().ok().filter(|_| !here(&path)) else {
        return;
    };
    event.stop_immediate_propagation();
    let mark = if search.is_empty() { "" } else { "?" };
    // Fails only for addresses of other sites.
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{mark}{search}")));
    guard.ask(move || {
        guard.passes.set_value(true);
        // Fails only if the page is being closed.
        let _ = window().history().and_then(|history| history.back());
    });
}
