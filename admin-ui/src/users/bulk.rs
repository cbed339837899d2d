//! Users selected in the list, and a bulk action on all of them.

use client::Error;
use contract::bulk::{BulkAction, BulkRequest};
use contract::ids::UserId;
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use super::actions::AccountActions;
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, bulk as words};

/// Users per request: few enough that the progress bar moves, enough to limit the number of
/// requests.
const CHUNK: usize = 25;
/// The maximum page size of the API.
const PAGE: u8 = 100;

/// All bulk actions, in menu order.
const ACTIONS: [(BulkAction, Icon); 8] = [
    (BulkAction::Unlock, Icon::Unlock),
    (BulkAction::ResendActivation, Icon::Mail),
    (BulkAction::SendPasswordReset, Icon::Mail),
    (BulkAction::ExpirePassword, Icon::Clock),
    (BulkAction::RequireMfa, Icon::Shield),
    (BulkAction::Activate, Icon::Play),
    (BulkAction::Suspend, Icon::Pause),
    (BulkAction::Delete, Icon::Trash),
];

/// A selected user.
type Chosen = (UserId, String);

/// The stage of the action.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    Running,
    Over,
}

/// The selected users, and the running action. Copy.
#[derive(Clone, Copy)]
pub struct Bulk {
    chosen: RwSignal<Vec<Chosen>>,
    gathering: RwSignal<bool>,
    /// Changes with every new selection, search, filter or action, which makes a pending "select
    /// all" obsolete.
    turn: StoredValue<u32>,
    action: RwSignal<BulkAction>,
    open: RwSignal<bool>,
    stage: RwSignal<Stage>,
    total: RwSignal<u64>,
    tried: RwSignal<u64>,
    /// The users for whom the action was refused, and why. They stay selected.
    refused: RwSignal<Vec<(Chosen, String)>>,
    /// The number of users for whom the result is unknown, because the response was lost.
    unknown: RwSignal<u64>,
    stopped: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

impl Bulk {
    /// An empty selection. Another search or filter clears it, so that the action never affects
    /// users out of sight.
    pub fn new(list: List) -> Self {
        let bulk = Self {
            chosen: RwSignal::new(Vec::new()),
            gathering: RwSignal::new(false),
            turn: StoredValue::new(0),
            action: RwSignal::new(BulkAction::Unlock),
            open: RwSignal::new(false),
            stage: RwSignal::new(Stage::Asking),
            total: RwSignal::new(0),
            tried: RwSignal::new(0),
            refused: RwSignal::new(Vec::new()),
            unknown: RwSignal::new(0),
            stopped: RwSignal::new(false),
            error: RwSignal::new(None),
        };
        let narrowed = Memo::new(move |_| {
            list.query
                .with(|query| (query.search.clone(), query.filter.clone()))
        });
        Effect::new(move || {
            // Read the memo, because an unread one does not report changes.
            narrowed.with(|_| ());
            bulk.clear();
        });
        bulk
    }

    /// Whether the administrator's role allows any bulk action.
    pub fn is_offered() -> bool {
        ACTIONS.iter().any(|(action, _)| may(action.needs()))
    }

    /// Whether this user is selected.
    pub fn has(self, id: UserId) -> bool {
        self.chosen
            .with(|chosen| chosen.iter().any(|(one, _)| *one == id))
    }

    /// Cancels a pending "select all".
    fn stop_gathering(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.gathering.set(false);
    }

    /// Clears the selection.
    fn clear(self) {
        self.stop_gathering();
        self.chosen.set(Vec::new());
    }

    /// Selects or deselects these users.
    pub fn choose(self, these: Vec<Chosen>, wanted: bool) {
        self.stop_gathering();
        self.chosen.update(|chosen| {
            chosen.retain(|(id, _)| these.iter().all(|(other, _)| other != id));
            if wanted {
                chosen.extend(these);
            }
        });
    }

    /// Selects all matches of the list, on all pages.
    fn choose_all(self, list: List) {
        self.stop_gathering();
        self.gathering.set(true);
        let turn = self.turn.get_value();
        let holds = move || self.turn.try_get_value() == Some(turn);
        let mut query = ListQuery {
            limit: Some(PAGE),
            cursor: None,
            ..untrack(|| list.request())
        };
        let call = async move {
            let mut found = Vec::new();
            loop {
                let page = api().users(&query).await?;
                found.extend(page.items.into_iter().map(|user| (user.id, user.name)));
                match page.next_cursor {
                    Some(next) if holds() => query.cursor = Some(next),
                    _ => return Ok(found),
                }
            }
        };
        run(call, move |answer: Result<_, Error>| {
            if !holds() {
                return;
            }
            self.gathering.try_set(false);
            match answer {
                Ok(found) => {
                    self.chosen.try_set(found);
                }
                Err(error) => failure::toast(&error),
            }
        });
    }

    fn ask(self, action: BulkAction) {
        // The action applies only to the users counted in its confirmation.
        self.stop_gathering();
        self.action.set(action);
        self.stage.set(Stage::Asking);
        self.tried.set(0);
        self.refused.set(Vec::new());
        self.unknown.set(0);
        self.stopped.set(false);
        self.error.set(None);
        self.total
            .set(self.chosen.with_untracked(|chosen| chosen.len() as u64));
        self.open.set(true);
    }

    fn perform(self, actions: AccountActions) {
        self.stage.set(Stage::Running);
        let (action, chosen) = (self.action.get_untracked(), self.chosen.get_untracked());
        let call = async move {
            for some in chosen.chunks(CHUNK) {
                if self.stopped.try_get_untracked().unwrap_or(true) {
                    break;
                }
                let body = BulkRequest {
                    action,
                    ids: some.iter().map(|(id, _)| *id).collect(),
                };
                let answer = api().bulk_users(&body).await?;
                for (one, item) in some.iter().zip(answer.results) {
                    if let Some(problem) = item.problem {
                        let refused = (one.clone(), problem.detail);
                        self.refused.try_update(|all| all.push(refused));
                    }
                }
                self.tried.try_update(|tried| *tried += some.len() as u64);
            }
            Ok(())
        };
        run(call, move |answer: Result<(), Error>| {
            if let Err(error) = answer {
                self.error.try_set(Some(failure::explain(&error)));
                if error.problem().is_none() {
                    self.lose_answer();
                }
            }
            self.stage.try_set(Stage::Over);
            self.keep_open();
            actions.bump();
        });
    }

    /// The last request may have been processed, although its response was lost.
    fn lose_answer(self) {
        let left = self
            .total
            .try_get_untracked()
            .zip(self.tried.try_get_untracked());
        if let Some((total, tried)) = left {
            self.unknown.try_set((total - tried).min(CHUNK as u64));
        }
    }

    /// Keeps the users selected for whom the action failed or was not tried.
    fn keep_open(self) {
        let tried = self.tried.try_get_untracked().unwrap_or_default();
        let refused = self.refused.try_get_untracked().unwrap_or_default();
        self.chosen.try_update(|chosen| {
            let tried = usize::try_from(tried).unwrap_or(usize::MAX);
            let refused = refused.into_iter().map(|(one, _)| one);
            chosen.splice(..tried.min(chosen.len()), refused);
        });
    }
}

/// The bar with the bulk actions; `total` is the number of matches of the list.
pub(super) fn bar(bulk: Bulk, list: List, total: Signal<u64>) -> AnyView {
    let count = Signal::derive(move || bulk.chosen.with(|chosen| chosen.len() as u64));
    let more = move || {
        let all = total.get();
        (0 < count.get() && count.get() < all).then(|| {
            view! {
                <Button small=true variant=ButtonVariant::Quiet busy=bulk.gathering
                    on_click=move || bulk.choose_all(list)>{words::select_all(all)}</Button>
            }
        })
    };
    let items = move || {
        let allowed = ACTIONS
            .into_iter()
            .filter(|(action, _)| may(action.needs()));
        allowed
            .map(|(action, icon)| {
                let item = MenuItem::action(icon, words::action(action), move || bulk.ask(action));
                if action == BulkAction::Delete {
                    item.danger()
                } else {
                    item
                }
            })
            .collect::<Vec<_>>()
    };
    let items = Signal::derive(items);
    let bar = move || {
        (count.get() > 0).then(|| {
            view! {
                <SelectionBar count=count on_clear=move || bulk.clear()>
                    {more}
                    <Menu label=words::MENU text=words::MENU items=items/>
                </SelectionBar>
            }
        })
    };
    view! { {bar} }.into_any()
}

/// The confirmation, the progress bar, and the result.
pub(super) fn dialog(bulk: Bulk, actions: AccountActions) -> AnyView {
    let title = Signal::derive(move || match bulk.stage.get() {
        Stage::Asking => words::title(bulk.action.get(), bulk.total.get()),
        _ => words::action_on(bulk.action.get(), bulk.total.get()),
    });
    let verb = move || words::action_on(bulk.action.get(), bulk.total.get());
    let running = Signal::derive(move || bulk.stage.get() == Stage::Running);
    let actions = move || {
        view! {
            {move || match bulk.stage.get() {
                Stage::Asking => {
                    let variant = match bulk.action.get() {
                        BulkAction::Delete | BulkAction::Suspend | BulkAction::ExpirePassword => ButtonVariant::Danger,
                        _ => ButtonVariant::Primary,
                    };
                    view! {
                        <Button variant=ButtonVariant::Secondary autofocus=true
                            on_click=move || bulk.open.set(false)>{all::CANCEL}</Button>
                        <Button variant=variant on_click=move || bulk.perform(actions)>{verb}</Button>
                    }.into_any()
                }
                Stage::Running => view! {
                    <Button variant=ButtonVariant::Secondary disabled=bulk.stopped
                        on_click=move || bulk.stopped.set(true)>{words::STOP}</Button>
                }.into_any(),
                Stage::Over => view! {
                    <Button variant=ButtonVariant::Secondary autofocus=true
                        on_click=move || bulk.open.set(false)>{all::CLOSE}</Button>
                }.into_any(),
            }}
        }
    };
    view! {
        <Dialog open=bulk.open title=title busy=running actions=actions>
            {move || match bulk.stage.get() {
                Stage::Asking => view! { <p>{words::body(bulk.action.get())}</p> }.into_any(),
                Stage::Running => view! {
                    <Progress label=Signal::derive(verb) done=bulk.tried
                        total=bulk.total/>
                }.into_any(),
                Stage::Over => outcome(bulk),
            }}
        </Dialog>
    }
    .into_any()
}

fn outcome(bulk: Bulk) -> AnyView {
    let refused = bulk.refused.get();
    let done = bulk.tried.get() - refused.len() as u64;
    let unknown = bulk.unknown.get();
    let untried = bulk.total.get() - bulk.tried.get() - unknown;
    let rest = (untried > 0).then(|| view! { <p>{words::untried(untried)}</p> });
    let lost = (unknown > 0).then(|| view! { <p>{words::unknown(unknown)}</p> });
    let error = bulk.error.get();
    let error = error.map(|error| view! { <Notice tone=Tone::Danger>{error}</Notice> });
    let reasons = (!refused.is_empty()).then(|| {
        let lines = by_reason(refused).into_iter().map(|(why, names)| {
            let users = words::users(names.len() as u64);
            let names = words::names(&names);
            view! {
                <li>
                    <span class="strong">{users}</span>": "{why}
                    <p class="muted small break">{names}</p>
                </li>
            }
        });
        view! {
            <p class="strong">{words::REFUSED}</p>
            <ul class="bullets">{lines.collect_view()}</ul>
        }
    });
    view! {
        <p role="status">{words::done(done, bulk.total.get())}</p>
        {rest}
        {lost}
        {error}
        <div class="prose">{reasons}</div>
    }
    .into_any()
}

/// The reasons for refusals, each with its users, in order of appearance.
fn by_reason(refused: Vec<(Chosen, String)>) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for ((_, name), why) in refused {
        match groups.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, names)) => names.push(name),
            None => groups.push((why, vec![name])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_passed_over_are_grouped_by_reason() {
        let refused = [("Ada", "staged"), ("Bob", "locked"), ("Eve", "staged")]
            .map(|(name, why)| ((UserId(uuid::Uuid::nil()), name.to_owned()), why.to_owned()));
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(
            by_reason(refused.into()),
            [
                ("staged".to_owned(), names(&["Ada", "Eve"])),
                ("locked".to_owned(), names(&["Bob"])),
            ]
        );
    }
}
