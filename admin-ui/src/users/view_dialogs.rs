//! The dialogs of saved views: the name of a new one or another name, and the question before one is
//! deleted.

use contract::views::{UpdateView, View as SavedView};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::views::{Asked, Views};
use crate::session::may;
use crate::words::{self as all, views as words};

const FORM: &str = "view-name";

/// The dialog that asks for a name.
pub(super) fn name(views: Views) -> AnyView {
    let open = RwSignal::new(false);
    let (name, shared) = (RwSignal::new(String::new()), RwSignal::new(false));
    // The view to rename; none for a new one.
    let renamed = RwSignal::new(None::<SavedView>);
    let form = Sending::new();
    Effect::new(move || {
        let view = match views.asked.get() {
            Some(Asked::Create) => None,
            Some(Asked::Rename) => untrack(|| views.open()),
            _ => return,
        };
        form.clear();
        name.set(
            view.as_ref()
                .map_or_else(String::new, |view| view.name.clone()),
        );
        shared.set(false);
        renamed.set(view);
        views.asked.set(None);
        open.set(true);
    });
    let send = move || {
        form.clear();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            form.fault("name", words::NAME_MISSING);
            return;
        }
        let done = move |view: SavedView| {
            use_toasts().ok(words::saved(&view.name));
            open.try_set(false);
            views.opened(view.id.to_string());
        };
        if let Some(view) = renamed.get_untracked() {
            // Loaded again if someone else changed it.
            let now = untrack(|| views.open()).filter(|now| now.id == view.id);
            let view = now.unwrap_or(view);
            let change = UpdateView {
                name: Some(typed),
                ..UpdateView::default()
            };
            let call = async move { api().update_view(view.id, view.version, &change).await };
            form.send(call, done);
        } else {
            let new = views.new_view(typed, shared.get_untracked());
            form.send(async move { api().create_view(&new, None).await }, done);
        }
    };
    Effect::new(move || {
        if form.stale.get() {
            views.reload();
        }
    });
    let is_new = Memo::new(move |_| renamed.with(Option::is_none));
    let title = move || {
        let title = if is_new.get() {
            words::SAVE_NEW
        } else {
            words::RENAME
        };
        title.to_owned()
    };
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=FORM busy=form.busy>{words::SAVE}</Button>
        }
    };
    let sharing = move || {
        (is_new.get() && may(Permission::UsersWrite)).then(|| {
            view! { <Checkbox name="shared" label=words::SHARE checked=shared/> }
        })
    };
    view! {
        <Dialog open=open title=Signal::derive(title) actions=actions busy=form.busy>
            <Form id=FORM on_submit=send busy=form.busy errors=form.errors message=form.message>
                <p class="muted small">{words::SAVE_HINT}</p>
                <TextField name="name" label=words::NAME value=name maxlength=100 required=true
                    autofocus=true/>
                {sharing}
            </Form>
        </Dialog>
    }
    .into_any()
}

/// The question before a view is deleted.
pub(super) fn delete(views: Views) -> AnyView {
    let asking = RwSignal::new(None::<SavedView>);
    Effect::new(move || {
        if views.asked.get() == Some(Asked::Delete) {
            views.asked.set(None);
            asking.set(untrack(|| views.open()));
        }
    });
    let question = Question {
        title: |view: &SavedView| words::delete_title(&view.name),
        body: |view: &SavedView| words::delete_body(view.shared).to_owned(),
        verb: words::DELETE,
        danger: true,
    };
    let delete = move |view: SavedView| async move {
        let answer = api().delete_view(view.id, view.version).await;
        if answer.is_err() {
            views.reload();
        }
        answer
    };
    confirm(asking, question, delete, move |view, ()| {
        use_toasts().ok(words::deleted(&view.name));
        views.opened(String::new());
    })
}
