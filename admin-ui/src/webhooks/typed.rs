//! The fields of a webhook.

use contract::events::EventAction;
use contract::webhooks::Webhook;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::extensible::Extensible;
use ui_kit::prelude::*;

use crate::words::events::action;
use crate::words::webhooks as words;

/// What is typed. Copy.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub name: RwSignal<String>,
    pub url: RwSignal<String>,
    /// Whether all kinds of events are sent.
    every: RwSignal<bool>,
    chosen: RwSignal<Vec<(Extensible<EventAction>, RwSignal<bool>)>>,
}

impl Typed {
    /// The fields of a new webhook.
    pub fn new() -> Self {
        Self::with(String::new(), String::new(), &[])
    }

    /// The fields of this webhook.
    pub fn of(one: &Webhook) -> Self {
        Self::with(one.name.clone(), one.url.clone(), &one.events)
    }

    fn with(name: String, url: String, kinds: &[Extensible<EventAction>]) -> Self {
        let known = EventAction::ALL.into_iter().map(Extensible::Known);
        // Types that only a newer server knows can be kept or removed.
        let unknown = kinds.iter().filter(|kind| kind.known().is_none()).cloned();
        let boxes = known
            .chain(unknown)
            .map(|kind| {
                let on = RwSignal::new(kinds.contains(&kind));
                (kind, on)
            })
            .collect();
        Self {
            name: RwSignal::new(name),
            url: RwSignal::new(url),
            every: RwSignal::new(kinds.is_empty()),
            chosen: RwSignal::new(boxes),
        }
    }

    /// The chosen kinds of events; none if all are sent.
    pub fn kinds(self) -> Vec<Extensible<EventAction>> {
        untrack(|| self.kinds_now())
    }

    fn kinds_now(self) -> Vec<Extensible<EventAction>> {
        if self.every.get() {
            return Vec::new();
        }
        let boxes = self.chosen.get().into_iter();
        let on = boxes.filter(|(_, on)| on.get());
        on.map(|(kind, _)| kind).collect()
    }

    /// All input. Reacts to each field.
    pub fn input(self) -> impl PartialEq + Send + Sync {
        (
            self.name.get(),
            self.url.get(),
            self.every.get(),
            self.kinds_now(),
        )
    }

    /// Notes in the form what is wrong.
    pub fn check(self, form: Sending) {
        form.clear();
        form.check_line("name", &self.name.get_untracked(), 100, words::NAME_MISSING);
        if self.url.with_untracked(|url| url.trim().is_empty()) {
            form.fault("url", words::URL_MISSING);
        }
        if !self.every.get_untracked() && self.kinds().is_empty() {
            form.fault("events", words::KINDS_MISSING);
        }
    }
}

/// The inputs.
pub(super) fn inputs(typed: Typed) -> AnyView {
    view! {
        <TextField name="name" label=words::NAME value=typed.name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
        <TextField name="url" label=words::URL value=typed.url hint=words::URL_HINT required=true maxlength=2000/>
        <fieldset class="fieldset">
            <legend>{words::KINDS}</legend>
            <Checkbox name="events" label=words::ALL_KINDS checked=typed.every hint=words::ALL_KINDS_HINT.to_owned()/>
            {move || (!typed.every.get()).then(|| boxes(typed))}
        </fieldset>
    }
    .into_any()
}

fn boxes(typed: Typed) -> AnyView {
    let boxes = typed.chosen.get_untracked().into_iter();
    boxes
        .map(|(kind, on)| {
            let code = String::from(kind);
            let label = action(&code);
            view! { <Checkbox name=code.clone() label=label checked=on hint=code/> }
        })
        .collect_view()
        .into_any()
}
