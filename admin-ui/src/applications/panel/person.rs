//! What a tab shows about one person, who is in the address: so it can be sent to a colleague.

use client::Error;
use contract::ids::{ApplicationId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::assign::find_people;
use crate::address;
use crate::components::{Picker, keep_focus};
use crate::list::List;
use crate::words::{access as words, applications};

/// A tab about one person: where the person is chosen, and for what.
#[derive(Clone, Copy)]
pub(super) struct PersonTab {
    pub application: ApplicationId,
    /// The tab, in the address.
    pub tab: &'static str,
    /// The list behind the panel.
    pub list: List,
    /// The title of the dialog.
    pub title: &'static str,
    /// Its button.
    pub verb: &'static str,
}

/// The choice of a person, and what `show` makes of the answer to `ask`. It is asked again after each
/// change.
pub(super) fn view<T, F>(
    tab: PersonTab,
    actions: ItemActions,
    ask: impl Fn(UserId) -> F + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        let user = query.with(|query| query.get("user"))?;
        user.parse().ok().map(UserId)
    });
    let found = Fetched::<T>::new();
    let load = move |user| found.load(ask(user));
    Effect::new(move |before: Option<Option<UserId>>| {
        actions.changed.track();
        let now = chosen.get();
        if before.flatten() != now {
            found.forget();
        }
        if let Some(user) = now {
            load(user);
        }
        now
    });
    Effect::new(move || {
        found.value.track();
        keep_focus();
    });
    let retry = move || {
        if let Some(user) = chosen.get_untracked() {
            load(user);
        }
    };
    let content = move || match (chosen.get(), found.value.get(), found.failure.get()) {
        (None, ..) => None,
        (_, Some(answer), _) => Some(show(answer)),
        (_, None, Some(error)) => Some(failure::notice(&error, retry)),
        (_, None, None) => Some(view! { <Skeleton lines=6/> }.into_any()),
    };
    let choosing = RwSignal::new(false);
    let text = move || {
        if chosen.with(Option::is_some) {
            words::CHOOSE_OTHER
        } else {
            words::CHOOSE
        }
    };
    view! {
        <div class="actions">
            <Button small=true variant=ButtonVariant::Secondary icon=Icon::Search
                on_click=move || choosing.set(true)>{text}</Button>
        </div>
        {content}
        {dialog(choosing, tab)}
    }
    .into_any()
}

/// The dialog, while `open`.
fn dialog(open: RwSignal<bool>, tab: PersonTab) -> AnyView {
    let picker = Picker::one();
    let error = RwSignal::new(None::<String>);
    Effect::new(move || {
        if open.get() {
            picker.reset(Vec::new());
            error.set(None);
        }
    });
    let confirm = move || {
        let chosen = picker
            .chosen
            .with_untracked(|chosen| chosen.first().map(|one| one.id));
        match chosen {
            Some(user) => {
                open.set(false);
                let (panel, user) = (tab.application.to_string(), user.to_string());
                let query = [("tab", tab.tab), ("user", &*user)];
                address::replace(&tab.list.over_now(&panel, &query));
            }
            None => error.set(Some(words::CHOOSE_ONE.to_owned())),
        }
    };
    view! {
        <ConfirmDialog open=open title=tab.title verb=tab.verb error=error on_confirm=confirm>
            {picker.view(&applications::PICK_PEOPLE, find_people)}
        </ConfirmDialog>
    }
    .into_any()
}
