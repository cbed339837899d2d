//! A list that begins with its first page, and grows by a page each time somebody asks for more.

use client::Error;
use contract::page::Page as Items;
use contract::previews::{AffectedAccount, AffectedAccounts};
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::words as all;

/// A page of such a list.
pub struct Part<T> {
    /// Its items.
    pub items: Vec<T>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The number of items on all pages, if it is known.
    pub total: Option<u64>,
}

impl<T> From<Items<T>> for Part<T> {
    fn from(page: Items<T>) -> Self {
        Self {
            items: page.items,
            next: page.next_cursor,
            total: Some(page.total),
        }
    }
}

impl From<AffectedAccounts> for Part<AffectedAccount> {
    fn from(page: AffectedAccounts) -> Self {
        Self {
            items: page.items,
            next: page.next_cursor,
            total: None,
        }
    }
}

/// The page that was loaded last.
struct Loaded<T> {
    is_first: bool,
    part: Part<T>,
}

/// A list with a button that loads its next page. Copy.
pub struct LoadMoreList<T: Clone + Send + Sync + 'static> {
    loaded: Fetched<Loaded<T>>,
    /// The items so far.
    pub seen: RwSignal<Vec<T>>,
}

impl<T: Clone + Send + Sync + 'static> Clone for LoadMoreList<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for LoadMoreList<T> {}

impl<T: Clone + Send + Sync + 'static> LoadMoreList<T> {
    /// A list of which nothing was loaded yet. `keep_focus` runs after each page, because the button for
    /// more disappears after the last one.
    pub fn new(keep_focus: fn()) -> Self {
        let it = Self {
            loaded: Fetched::new(),
            seen: RwSignal::new(Vec::new()),
        };
        Effect::new(move || {
            it.loaded.value.with(|loaded| {
                let Some(Loaded { is_first, part }) = loaded else {
                    return;
                };
                it.seen.update(|seen| {
                    if *is_first {
                        seen.clear();
                    }
                    seen.extend(part.items.iter().cloned());
                });
                keep_focus();
            });
        });
        it
    }

    /// Loads the first page, or the one at `cursor`, with `call`, which gets the cursor.
    pub fn load<P, Call>(self, cursor: Option<String>, call: impl FnOnce(Option<String>) -> Call)
    where
        P: Into<Part<T>>,
        Call: Future<Output = Result<P, Error>> + 'static,
    {
        let is_first = cursor.is_none();
        let call = call(cursor);
        self.loaded.load(async move {
            let part = call.await?.into();
            Ok(Loaded { is_first, part })
        });
    }

    /// Whether a page is loading.
    pub fn busy(self) -> RwSignal<bool> {
        self.loaded.busy
    }

    /// The number of items on all pages, if it is known.
    pub fn total(self) -> Option<u64> {
        self.loaded
            .value
            .with(|loaded| loaded.as_ref().and_then(|loaded| loaded.part.total))
    }

    /// The items as lines; `none` if there are none. `again` loads the first page.
    pub fn lines(
        self,
        none: &'static str,
        again: impl Fn() + Copy + Send + Sync + 'static,
        line: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let (found, seen) = (self.loaded, self.seen);
        let lines = move || match (found.waiting(), found.failure.get(), seen.get()) {
            (true, ..) => view! { <Skeleton lines=4/> }.into_any(),
            (_, Some(error), _) => failure::notice(&error, again),
            (_, None, seen) if seen.is_empty() => view! { <p class="muted">{none}</p> }.into_any(),
            (_, None, seen) => {
                let lines = seen.into_iter().map(&line).collect_view();
                view! { <ul class="log">{lines}</ul> }.into_any()
            }
        };
        lines.into_any()
    }

    /// The items in a table, which stays when rows are added to it; `none` if there are none. `again` loads
    /// the first page.
    pub fn table(
        self,
        none: &'static str,
        again: impl Fn() + Copy + Send + Sync + 'static,
        table: fn(RwSignal<Vec<T>>) -> AnyView,
    ) -> AnyView {
        let (found, seen) = (self.loaded, self.seen);
        let waiting = Memo::new(move |_| found.waiting());
        let empty = Memo::new(move |_| seen.with(Vec::is_empty));
        let content = move || match (found.failure.get(), waiting.get(), empty.get()) {
            (Some(error), ..) => failure::state(&error, Some(Callback::new(move |()| again()))),
            (None, true, _) => view! { <Skeleton lines=4/> }.into_any(),
            (None, false, true) => view! { <p class="muted">{none}</p> }.into_any(),
            (None, false, false) => table(seen),
        };
        content.into_any()
    }

    /// The button that loads the next page, and before it `shown`, which says how many items are shown.
    pub fn more(
        self,
        shown: Option<Signal<String>>,
        load: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let found = self.loaded;
        let next = move || {
            found
                .value
                .with(|loaded| loaded.as_ref()?.part.next.clone())
        };
        let has_more = Memo::new(move |_| next().is_some() && found.failure.with(Option::is_none));
        let more = move || {
            has_more.get().then(|| {
                view! {
                    {shown.map(|shown| view! { <p class="muted small" role="status">{shown}</p> })}
                    <div class="actions">
                        <Button small=true variant=ButtonVariant::Secondary busy=found.busy
                            on_click=move || load(untrack(next))>
                            {all::MORE}
                        </Button>
                    </div>
                }
            })
        };
        more.into_any()
    }
}
