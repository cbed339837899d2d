//! Users selected in the list, and a bulk action on all of them.

mod dialog;
mod edit;
mod field;
mod job;
mod menu_action;
mod refused;

use client::Error;
use contract::bulk::BulkAction;
use contract::filter::UserFilter;
use contract::ids::{GroupId, UserId};
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::Picker;
use crate::groups;
use crate::list::List;
use crate::session::may;
use crate::words::{bulk as words, bulk_jobs as job_words};

use edit::Edit;
use job::FEW;
use menu_action::MenuAction;
use refused::Refused;

pub(super) use dialog::dialog;

/// Users per request: few enough that the progress bar moves, enough to limit the number of
/// requests.
const CHUNK: usize = 25;
/// The maximum page size of the API.
const PAGE: u8 = 100;

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
    list: List,
    chosen: RwSignal<Vec<Chosen>>,
    /// The number of all who match, if all of them are selected without being read.
    everyone: RwSignal<Option<u64>>,
    gathering: RwSignal<bool>,
    /// Changes with every new selection, search, filter or action, which makes a pending "select
    /// all" obsolete.
    turn: StoredValue<u32>,
    act: RwSignal<MenuAction>,
    /// The group to add to or to remove from.
    group: Picker,
    open: RwSignal<bool>,
    stage: RwSignal<Stage>,
    total: RwSignal<u64>,
    tried: RwSignal<u64>,
    /// The users for whom the action was refused, and why. They stay selected.
    refused: RwSignal<Vec<Refused>>,
    /// The users who are selected again when the dialog closes, because it is about others first.
    aside: StoredValue<Vec<Chosen>>,
    /// The number of users for whom the result is unknown, because the response was lost.
    unknown: RwSignal<u64>,
    stopped: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    /// A job is being created.
    beginning: RwSignal<bool>,
    edit: Edit,
}

impl Bulk {
    /// An empty selection. Another search or filter clears it, so that the action never affects
    /// users out of sight.
    pub fn new(list: List) -> Self {
        let bulk = Self {
            list,
            chosen: RwSignal::new(Vec::new()),
            everyone: RwSignal::new(None),
            gathering: RwSignal::new(false),
            turn: StoredValue::new(0),
            act: RwSignal::new(MenuAction::Account(BulkAction::Unlock)),
            group: Picker::one(),
            open: RwSignal::new(false),
            stage: RwSignal::new(Stage::Asking),
            total: RwSignal::new(0),
            tried: RwSignal::new(0),
            refused: RwSignal::new(Vec::new()),
            aside: StoredValue::new(Vec::new()),
            unknown: RwSignal::new(0),
            stopped: RwSignal::new(false),
            error: RwSignal::new(None),
            beginning: RwSignal::new(false),
            edit: Edit::new(),
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
        Effect::new(move || {
            if !bulk.open.get() {
                bulk.take_back();
            }
        });
        bulk
    }

    /// Whether the administrator's role allows any bulk action.
    pub fn is_offered() -> bool {
        MenuAction::allowed().next().is_some()
    }

    /// Whether this user is selected.
    pub fn has(self, id: UserId) -> bool {
        self.everyone.with(Option::is_some)
            || self
                .chosen
                .with(|chosen| chosen.iter().any(|(one, _)| *one == id))
    }

    /// The number of selected users.
    fn count(self) -> u64 {
        let chosen = self.chosen.with(|chosen| chosen.len() as u64);
        self.everyone.get().unwrap_or(chosen)
    }

    /// Cancels a pending "select all".
    fn stop_gathering(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.gathering.set(false);
    }

    /// Clears the selection.
    fn clear(self) {
        self.stop_gathering();
        self.everyone.set(None);
        self.chosen.set(Vec::new());
        self.aside.set_value(Vec::new());
    }

    /// Selects or deselects these users. If all who match were selected, only those remain that were
    /// selected one by one.
    pub fn choose(self, these: Vec<Chosen>, wanted: bool) {
        self.stop_gathering();
        self.everyone.set(None);
        self.chosen.update(|chosen| {
            chosen.retain(|(id, _)| these.iter().all(|(other, _)| other != id));
            if wanted {
                chosen.extend(these);
            }
        });
    }

    /// Selects all matches of the list, on all pages; `all` is their number. Few of them are read, so that
    /// the action can name those for whom it was refused.
    fn choose_all(self, all: u64) {
        if all > FEW {
            return self.choose_everyone();
        }
        let list = self.list;
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

    fn ask(self, act: MenuAction, list: List) {
        // The action applies only to the users counted in its confirmation.
        self.stop_gathering();
        self.act.set(act);
        self.group.reset(Vec::new());
        if act == MenuAction::RemoveFromGroup {
            self.suggest_group(list);
        }
        self.stage.set(Stage::Asking);
        self.tried.set(0);
        self.refused.set(Vec::new());
        self.unknown.set(0);
        self.stopped.set(false);
        self.error.set(None);
        self.total.set(untrack(|| self.count()));
        self.open.set(true);
    }

    /// Asks whether to perform the action that helps the users who were refused for one reason.
    fn ask_next(self, action: BulkAction, these: Vec<Chosen>) {
        let mut others = self.chosen.get_untracked();
        others.retain(|(id, _)| these.iter().all(|(one, _)| one != id));
        self.aside.update_value(|aside| aside.extend(others));
        self.chosen.set(these);
        self.ask(MenuAction::Account(action), self.list);
    }

    /// Selects those again whom the last action was not about.
    fn take_back(self) {
        let aside = self.aside.try_update_value(std::mem::take);
        if let Some(aside) = aside.filter(|aside| !aside.is_empty()) {
            self.chosen.update(|chosen| chosen.extend(aside));
        }
    }

    /// Asks which field to change.
    fn ask_edit(self) {
        self.stop_gathering();
        self.edit.ask();
    }

    /// Chooses the group whose members the list shows.
    fn suggest_group(self, list: List) {
        let filter: UserFilter = untrack(|| list.filter());
        if let [id] = filter.group[..] {
            run(
                async move { api().group(GroupId(id)).await },
                move |answer| {
                    // Without it, the group can still be found.
                    let asks = self.act.try_get_untracked() == Some(MenuAction::RemoveFromGroup);
                    if let Ok(group) = answer
                        && asks
                    {
                        self.group.suggest(groups::pick(group));
                    }
                },
            );
        }
    }

    /// What the action does, with the number of users and the chosen group.
    fn verb(self) -> String {
        let group = self.group.chosen.get().into_iter().next();
        let group = group.map(|group| group.name);
        self.act.get().on(self.total.get(), group.as_deref())
    }

    fn perform(self, actions: ItemActions) {
        let group = self.group.chosen.get_untracked().into_iter().next();
        let group = group.map(|group| GroupId(group.id));
        let Some(change) = self.act.get_untracked().with(group) else {
            return;
        };
        if untrack(|| self.is_job()) {
            return self.begin_job(change);
        }
        self.stage.set(Stage::Running);
        let chosen = self.chosen.get_untracked();
        let call = async move {
            for some in chosen.chunks(CHUNK) {
                if self.stopped.try_get_untracked().unwrap_or(true) {
                    break;
                }
                let ids = some.iter().map(|(id, _)| *id).collect();
                let answer = change.send(ids).await?;
                for (one, item) in some.iter().zip(answer.results) {
                    if let Some(problem) = item.problem {
                        let refused = Refused::new(one.clone(), problem);
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
            let refused = refused.into_iter().map(|refused| refused.user);
            chosen.splice(..tried.min(chosen.len()), refused);
        });
    }
}

/// The bar with the bulk actions; `total` is the number of matches of the list.
pub(super) fn bar(bulk: Bulk, list: List, total: Signal<u64>) -> AnyView {
    let count = Signal::derive(move || bulk.count());
    let more = move || {
        let all = total.get();
        let is_part = bulk.everyone.with(Option::is_none) && count.get() < all;
        (0 < count.get() && is_part).then(|| {
            view! {
                <Button small=true variant=ButtonVariant::Quiet busy=bulk.gathering
                    on_click=move || bulk.choose_all(all)>{words::select_all(all)}</Button>
            }
        })
    };
    let items = move || {
        let edit = may(Permission::UsersWrite)
            .then(|| MenuItem::action(Icon::Edit, job_words::EDIT, move || bulk.ask_edit()));
        let acts = MenuAction::allowed().map(|(act, icon)| {
            let item = MenuItem::action(icon, act.name(), move || bulk.ask(act, list));
            if act == MenuAction::Account(BulkAction::Delete) {
                item.danger()
            } else {
                item
            }
        });
        edit.into_iter().chain(acts).collect::<Vec<_>>()
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
