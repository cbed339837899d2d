//! The form that creates a webhook, and its secret, shown once.

use contract::events::EventAction;
use contract::webhooks::{CreateWebhook, WebhookCreated};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::text;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words::{self as all, webhooks as words};

const FORM: &str = "create-webhook";

/// What is typed. Copy.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    url: RwSignal<String>,
    /// Whether all kinds of events are sent.
    every: RwSignal<bool>,
    chosen: RwSignal<Vec<(EventAction, RwSignal<bool>)>>,
}

impl Typed {
    fn new() -> Self {
        let boxes = EventAction::ALL.map(|action| (action, RwSignal::new(false)));
        Self {
            name: RwSignal::new(String::new()),
            url: RwSignal::new(String::new()),
            every: RwSignal::new(true),
            chosen: RwSignal::new(boxes.to_vec()),
        }
    }

    fn kinds(self) -> Vec<EventAction> {
        if self.every.get_untracked() {
            return Vec::new();
        }
        let boxes = self.chosen.get_untracked();
        let on = boxes.into_iter().filter(|(_, on)| on.get_untracked());
        on.map(|(action, _)| action).collect()
    }
}

/// The drawer with the form, then with the secret.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the webhooks are loaded again.
    changed: RwSignal<u32>,
) -> AnyView {
    let typed = Typed::new();
    let form = Sending::new();
    let made = RwSignal::new(None::<WebhookCreated>);
    let save = move || {
        form.clear();
        match text::line(&typed.name.get_untracked(), 100) {
            Ok(_) => {}
            Err(text::TextError::Empty) => form.fault("name", words::NAME_MISSING),
            Err(error) => form.fault("name", error.message()),
        }
        if typed.url.with_untracked(|url| url.trim().is_empty()) {
            form.fault("url", words::URL_MISSING);
        }
        let events = typed.kinds();
        if events.is_empty() && !typed.every.get_untracked() {
            form.fault("events", words::KINDS_MISSING);
        }
        if form.is_faulty() {
            return;
        }
        let body = CreateWebhook {
            name: typed.name.get_untracked().trim().to_owned(),
            url: typed.url.get_untracked().trim().to_owned(),
            events,
        };
        form.send(
            async move { api().create_webhook(&body).await },
            move |created| {
                made.try_set(Some(created));
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let close = move || list.close();
    let there = Memo::new(move |_| made.with(Option::is_some));
    let foot = move || {
        (move || {
            if there.get() {
                view! { <Button on_click=close>{words::DONE}</Button> }.into_any()
            } else {
                view! {
                    <DrawerCancel>{all::CANCEL}</DrawerCancel>
                    <Button submit=true form=FORM busy=form.busy>{words::NEW}</Button>
                }
                .into_any()
            }
        })
        .into_any()
    };
    let title = move || {
        if there.get() {
            words::CREATED_TITLE
        } else {
            words::NEW
        }
        .to_owned()
    };
    let asking = Callback::new(move |()| -> AnyView {
        view! {
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <TextField name="name" label=words::NAME value=typed.name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
                <TextField name="url" label=words::URL value=typed.url hint=words::URL_HINT required=true maxlength=2000/>
                <fieldset class="fieldset">
                    <legend>{words::KINDS}</legend>
                    <Checkbox name="events" label=words::ALL_KINDS checked=typed.every hint=words::ALL_KINDS_HINT.to_owned()/>
                    {move || (!typed.every.get()).then(|| kinds(typed))}
                </fieldset>
            </Form>
        }
        .into_any()
    });
    let dirty = move || !there.get() && !typed.name.with(String::is_empty);
    view! {
        <Drawer title=Signal::derive(title) foot=foot on_close=close dirty=Signal::derive(dirty)>
            {move || match made.get() {
                Some(created) => shown(created),
                None => asking.run(()),
            }}
        </Drawer>
    }
    .into_any()
}

fn kinds(typed: Typed) -> AnyView {
    let boxes = typed.chosen.get_untracked().into_iter();
    boxes
        .map(|(action, on)| {
            let code = action.as_str().to_owned();
            view! { <Checkbox name=action.as_str() label=action.label() checked=on hint=code/> }
        })
        .collect_view()
        .into_any()
}

fn shown(created: WebhookCreated) -> AnyView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn live=true>{words::SECRET_ONCE}</Notice>
            <CopyField label=words::SECRET value=created.secret secret=true/>
        </div>
    }
    .into_any()
}
