//! The applications as cards.

use contract::applications::MyApplication;
use contract::ids::ApplicationId;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::details;
use super::open::Opener;
use super::sections::{Face, Part, found, sections};
use crate::words::{applications as words, portal};

/// The number of applications from which they can be searched.
const SEARCHED_FROM: usize = 9;

/// What a card can do. Copy.
#[derive(Clone, Copy)]
pub(super) struct Cards {
    /// The applications of the person.
    pub all: RwSignal<Option<Items<MyApplication>>>,
    /// The application whose details are shown.
    pub detailed: RwSignal<Option<ApplicationId>>,
    opener: Opener,
    reload: Reload,
    /// The application that was just moved, whose card takes the focus.
    moved: StoredValue<Option<ApplicationId>>,
}

impl Cards {
    /// The application, unless it has been taken from the person.
    pub fn one(self, id: ApplicationId) -> Option<MyApplication> {
        let items = self.all.get_untracked()?.items;
        items.into_iter().find(|one| one.id == id)
    }

    /// Opens the application. Call it while a click is handled.
    pub fn open(self, id: ApplicationId) {
        if let Some(one) = self.one(id) {
            self.opener.open(&one);
        }
    }

    /// Pins the application, or removes the pin.
    pub fn pin(self, id: ApplicationId, pinned: bool) {
        let name = self.one(id).map(|one| one.name).unwrap_or_default();
        let call = async move {
            if pinned {
                api().pin_application(id).await
            } else {
                api().unpin_application(id).await
            }
        };
        run(call, move |answer| {
            match answer {
                Ok(()) => use_toasts().ok(if pinned {
                    words::pinned(&name)
                } else {
                    words::unpinned(&name)
                }),
                Err(error) => failure::toast(&error),
            }
            self.moved.try_set_value(Some(id));
            self.reload.run();
        });
    }

    /// Moves focus to the card that was just moved.
    fn follow(self) {
        let Some(id) = self.moved.try_update_value(Option::take).flatten() else {
            return;
        };
        request_animation_frame(move || {
            request_animation_frame(move || {
                let card = document().get_element_by_id(&element(id));
                if let Some(card) = card.and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
                    // Fails only if the card has just been removed from the page.
                    let _ = card.focus();
                }
            });
        });
    }
}

/// What is shown below the heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Failed,
    Empty,
    There,
}

/// The id of the button that opens the application.
fn element(id: ApplicationId) -> String {
    format!("application-{id}")
}

/// The applications, their search, and what is said if one does not open.
pub(super) fn view() -> AnyView {
    let all = Fetched::<Items<MyApplication>>::new();
    let load = move || all.load(async { api().my_applications().await });
    let reload = Reload::default();
    reload.on(load);
    let opener = Opener::new(reload);
    let cards = Cards {
        all: all.value,
        detailed: RwSignal::new(None),
        opener,
        reload,
        moved: StoredValue::new(None),
    };
    let mine: Memo<Vec<Face>> = Memo::new(move |_| {
        all.value.with(|page| {
            let items = page.as_ref().map(|page| page.items.as_slice());
            items.unwrap_or_default().iter().map(Face::from).collect()
        })
    });
    Effect::new(move || {
        all.value.track();
        cards.follow();
    });
    let search = RwSignal::new(String::new());
    let is_searched = Memo::new(move |_| mine.with(|mine| mine.len() >= SEARCHED_FROM));
    let search_box = move || {
        is_searched.get().then(|| {
            view! {
                <ListToolbar>
                    <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=search
                        on_search=move |typed: String| search.set(typed)/>
                </ListToolbar>
            }
        })
    };
    let parts = Memo::new(move |_| {
        // The search disappears with the ninth application.
        let search = if is_searched.get() {
            search.get()
        } else {
            String::new()
        };
        let found = mine.with(|mine| found(mine, &search));
        if search.trim().is_empty() {
            sections(found)
        } else {
            one_section(found)
        }
    });
    let state = Memo::new(move |_| {
        let is_empty = mine.with(Vec::is_empty);
        match (all.waiting(), all.failure.with(Option::is_some), is_empty) {
            (true, ..) => State::Waiting,
            (_, _, false) => State::There,
            (_, true, true) => State::Failed,
            (_, false, true) => State::Empty,
        }
    });
    let content = move || match state.get() {
        State::Waiting => boxed(view! { <Skeleton lines=4/> }.into_any()),
        State::Failed => match all.failure.get_untracked() {
            Some(error) => boxed(failure::notice(&error, load)),
            None => ().into_any(),
        },
        State::Empty => boxed(
            view! {
                <EmptyState icon=Icon::Grid title=words::EMPTY>{words::EMPTY_NEXT}</EmptyState>
            }
            .into_any(),
        ),
        State::There => (move || shown(cards, parts.get())).into_any(),
    };
    view! {
        <Section title=portal::APPLICATIONS lead=words::LEAD>
            {opener.view()}
            {search_box}
            {content}
        </Section>
        {details::dialog(cards)}
    }
    .into_any()
}

/// What a search has found, under no heading.
fn one_section(cards: Vec<Face>) -> Vec<Part> {
    let part = Part {
        heading: None,
        cards,
    };
    let parts = [part].into_iter();
    parts.filter(|part| !part.cards.is_empty()).collect()
}

fn shown(cards: Cards, parts: Vec<Part>) -> AnyView {
    if parts.is_empty() {
        return boxed(
            view! {
                <EmptyState icon=Icon::Search title=words::NO_MATCH_TITLE>{words::NO_MATCH}</EmptyState>
            }
            .into_any(),
        );
    }
    let parts = parts.into_iter().map(|part| part_of(cards, part));
    parts.collect_view().into_any()
}

fn boxed(content: AnyView) -> AnyView {
    view! { <Card>{content}</Card> }.into_any()
}

fn part_of(cards: Cards, part: Part) -> AnyView {
    let heading = part
        .heading
        .map(|heading| view! { <h3 class="apps-heading">{heading}</h3> });
    let items = part.cards.into_iter();
    view! {
        {heading}
        <ul class="apps">{items.map(|one| card(cards, one)).collect_view()}</ul>
    }
    .into_any()
}

fn card(cards: Cards, one: Face) -> AnyView {
    let Face { id, pinned, .. } = one;
    let busy = cards.opener.busy;
    let is_busy = move || (busy.get() == Some(id)).then_some("true");
    let items = move || {
        let pin = if pinned { words::UNPIN } else { words::PIN };
        vec![
            MenuItem::action(Icon::Info, words::DETAILS, move || {
                cards.detailed.set(Some(id));
            }),
            MenuItem::action(Icon::Pin, pin, move || cards.pin(id, !pinned)),
        ]
    };
    let key = one.asks_for_factor.then(
        || view! { <span class="app-key" title=words::ASKS><Glyph icon=Icon::Key size=16/></span> },
    );
    let asks = one.asks_for_factor.then_some(words::ASKS);
    view! {
        <li class="app">
            <button class="app-open" type="button" id=element(id) aria-busy=is_busy
                on:click=move |_| cards.open(id)>
                <span class="app-top"><Mark letter=one.letter color=one.color large=true/>{key}</span>
                <span class="app-name" title=one.name.clone()>{one.name.clone()}</span>
                <span class="hidden">{asks}" "{words::NEW_TAB}</span>
            </button>
            <div class="app-more">
                <Menu label=words::more_about(&one.name) items=Signal::derive(items)/>
            </div>
        </li>
    }
    .into_any()
}
