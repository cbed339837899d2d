//! What happened to the account lately.

use contract::events::{Event, Outcome};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use crate::account::Account;
use crate::load::{Loaded, failed, load};
use crate::problems::in_words;
use crate::words::{activity, security};

/// How many events a page of the list has.
const PAGE: u8 = 10;

/// Events that were loaded, and where the next ones begin.
#[derive(Clone)]
struct Events {
    items: Vec<Event>,
    total: u64,
    next: Option<String>,
}

/// The list. Copy.
#[derive(Clone, Copy)]
pub struct Activity {
    account: Account,
    events: RwSignal<Loaded<Events>>,
    busy: RwSignal<bool>,
}

impl Activity {
    pub fn new(account: Account) -> Self {
        Self {
            account,
            events: RwSignal::new(Loaded::Loading),
            busy: RwSignal::new(false),
        }
    }

    /// Loads the newest events.
    pub fn load(self) {
        load(self.account, self.events, async |client| {
            let query = query(None);
            client.my_activity(&query).await.map(|page| Events {
                items: page.items,
                total: page.total,
                next: page.next_cursor,
            })
        });
    }

    /// Appends older ones.
    fn load_more(self) {
        let Loaded::Ready(before) = self.events.get_untracked() else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let query = query(before.next.clone());
            let answer = self.account.client().my_activity(&query).await;
            self.busy.set(false);
            match self.account.watch(answer) {
                Ok(page) => self.events.set(Loaded::Ready(Events {
                    items: before.items.into_iter().chain(page.items).collect(),
                    total: page.total,
                    next: page.next_cursor,
                })),
                Err(error) => use_toasts().error(in_words(&error)),
            }
        });
    }
}

fn query(cursor: Option<String>) -> ListQuery {
    ListQuery {
        limit: Some(PAGE),
        cursor,
        ..ListQuery::default()
    }
}

pub fn activity_card(list: Activity) -> AnyView {
    let body = move || match list.events.get() {
        Loaded::Loading => view! { <Skeleton lines=5/> }.into_any(),
        Loaded::Failed(failure) => failed(failure, move || list.load()),
        Loaded::Ready(events) if events.items.is_empty() => {
            view! { <p class="muted">{security::NO_ACTIVITY}</p> }.into_any()
        }
        Loaded::Ready(events) => {
            view! { <ul class="log">{events.items.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        }
    };
    view! {
        <Card title=security::ACTIVITY lead=security::ACTIVITY_LEAD icon=Icon::List>
            {body}
            {foot(list)}
        </Card>
    }
    .into_any()
}

/// How much is shown, and the button for more: it stays the same one while the list grows,
/// so that it keeps the focus.
fn foot(list: Activity) -> AnyView {
    let shown = Memo::new(move |_| match list.events.get() {
        Loaded::Ready(events) => Some((events.items.len(), events.total)),
        Loaded::Loading | Loaded::Failed(_) => None,
    });
    let more = Memo::new(move |_| match list.events.get() {
        Loaded::Ready(events) => events.next.is_some(),
        Loaded::Loading | Loaded::Failed(_) => false,
    });
    let counts = move || {
        shown
            .get()
            .map(|(shown, total)| security::shown(shown, total))
    };
    let button = move || {
        more.get().then(|| {
            view! {
                <Button variant=ButtonVariant::Secondary busy=list.busy
                    on_click=move || list.load_more()>{security::MORE}</Button>
            }
        })
    };
    view! {
        <div class="row between">
            <span class="muted small num" role="status">{counts}</span>
            {button}
        </div>
    }
    .into_any()
}

fn line(event: Event) -> AnyView {
    let failure = event.outcome == Outcome::Failure;
    let (words, by) = (activity::happened(&event), activity::by(&event));
    // Where an administrator was when they did it is theirs.
    let own = by.is_none();
    let device = event.device.filter(|_| own);
    let address = event.address.filter(|_| own);
    view! {
        <li>
            <div class="grow">
                <p class="row">
                    <span class="strong">{words}</span>
                    {failure.then(|| view! { <Badge tone=Tone::Danger text=security::FAILED/> })}
                </p>
                <p class="log-facts">
                    <RelativeTime at=event.at/>
                    {by.map(|by| view! { <span>{by}</span> })}
                    {device.map(|device| view! { <span>{device}</span> })}
                    {address.map(|address| view! { <span class="mono">{address}</span> })}
                </p>
            </div>
        </li>
    }
    .into_any()
}
