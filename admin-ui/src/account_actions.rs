//! What can be done to one account of a list: its menu, the question before it, the doing.

use client::Error;
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::list::List;

/// One thing that can be done.
pub trait AccountAction: Copy + PartialEq + Send + Sync + 'static {
    /// Whom it is done to.
    type Account: Clone + PartialEq + Send + Sync + 'static;
    /// All of them, in the order of the menu.
    const ALL: &'static [Self];
    /// The one after which the account is gone; the menu sets it apart.
    const REMOVE: Self;

    /// Whether the account's state and the administrator's role allow it.
    fn fits(self, to: &Self::Account) -> bool;
    /// Those that fit now.
    fn fitting(to: &Self::Account) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|action| action.fits(to))
    }
    /// Its icon and words.
    fn look(self) -> (Icon, &'static str);
    /// What is asked before it is done; `None` where it is done at once.
    fn question(self, to: &Self::Account) -> Option<Question>;
    /// What else is asked below the question. `keep` goes to [`call`](Self::call).
    fn detail(self, _to: &Self::Account, _keep: RwSignal<bool>) -> Option<AnyView> {
        None
    }
    /// Whether it has a dialog of its own.
    fn has_dialog(self) -> bool {
        false
    }
    /// Does it. Answers with the account as it is then, where that is known.
    fn call(
        self,
        to: &Self::Account,
        keep: bool,
    ) -> impl Future<Output = Result<Option<Self::Account>, Error>> + 'static;
    /// Says that it was done.
    fn done(self, to: &Self::Account) -> String;
}

/// What is asked before something is done.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// The question, with the name.
    pub title: String,
    /// What will happen to whom.
    pub body: String,
    /// The action, as on the button.
    pub verb: &'static str,
}

/// The actions of a page. Copy.
pub struct AccountActions<A: AccountAction> {
    /// Counts what was done, so that lists load again.
    pub changed: RwSignal<u32>,
    /// The action that waits for an answer, and to whom.
    pub asking: RwSignal<Option<(A, A::Account)>>,
    /// The action is on its way.
    pub busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    /// What the account owns is kept.
    keep: RwSignal<bool>,
}

impl<A: AccountAction> Clone for AccountActions<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: AccountAction> Copy for AccountActions<A> {}

impl<A: AccountAction> AccountActions<A> {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self {
            changed: RwSignal::new(0),
            asking: RwSignal::new(None),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            keep: RwSignal::new(false),
        }
    }

    /// Something about the accounts has changed.
    pub fn bump(self) {
        self.changed.try_update(|n| *n += 1);
    }

    /// The menu of one account.
    pub fn menu(self, to: &A::Account) -> Vec<MenuItem> {
        let mut items = Vec::new();
        for action in A::fitting(to) {
            let removes = action == A::REMOVE;
            if removes && !items.is_empty() {
                items.push(MenuItem::separator());
            }
            let ((icon, text), to) = (action.look(), to.clone());
            let item = MenuItem::action(icon, text, move || self.begin(action, &to));
            items.push(if removes { item.danger() } else { item });
        }
        items
    }

    /// Does it, or asks first; nothing while another action is on its way.
    pub fn begin(self, action: A, to: &A::Account) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(None);
        self.keep.set(false);
        if action.has_dialog() || action.question(to).is_some() {
            self.asking.set(Some((action, to.clone())));
        } else {
            self.perform(action, to.clone(), |_| ());
        }
    }

    /// Does it and says so. `then` hears whether it was done.
    fn perform(self, action: A, to: A::Account, then: impl FnOnce(bool) + 'static) {
        self.busy.set(true);
        run(action.call(&to, self.keep.get_untracked()), move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(now) => {
                    use_toasts().ok(action.done(&now.unwrap_or(to)));
                    then(true);
                    // A panel that this closes must be gone before anything is loaded again.
                    request_animation_frame(move || self.bump());
                }
                Err(error) => {
                    if action.question(&to).is_some() {
                        self.error.try_set(Some(failure::explain(&error)));
                    } else {
                        failure::toast(&error);
                    }
                    // What was shown may be out of date.
                    if error.problem().is_some_and(|problem| problem.status == 409) {
                        self.bump();
                    }
                    then(false);
                }
            }
        });
    }

    /// The dialog that asks. The panel over `list` closes when its account is gone.
    pub fn question(self, list: List) -> AnyView {
        let open = RwSignal::new(false);
        let asked = Memo::new(move |_| {
            let asked = self.asking.get();
            asked.and_then(|(action, to)| {
                action.question(&to).map(|question| (action, to, question))
            })
        });
        Effect::new(move || {
            if asked.with(Option::is_some) {
                open.set(true);
            }
        });
        // So that the same can be asked again.
        Effect::new(move |before: Option<bool>| {
            let now = open.get();
            if before == Some(true) && !now {
                self.asking.set(None);
            }
            now
        });
        // The dialog's words stay while it closes.
        let words = Memo::new(move |before: Option<&Option<Question>>| {
            let question = asked.get().map(|(_, _, question)| question);
            question.or_else(|| before.cloned().flatten())
        });
        let text = move |of: fn(&Question) -> String| {
            Signal::derive(move || words.with(|words| words.as_ref().map(of).unwrap_or_default()))
        };
        let body = text(|question| question.body.clone());
        let detail = move || {
            asked.with(|asked| {
                let (action, to, _) = asked.as_ref()?;
                action.detail(to, self.keep)
            })
        };
        let confirm = move || {
            if let Some((action, to, _)) = asked.get_untracked() {
                self.perform(action, to, move |done| {
                    if done {
                        open.try_set(false);
                        if action == A::REMOVE {
                            list.close();
                        }
                    }
                });
            }
        };
        view! {
            <ConfirmDialog open=open danger=true busy=self.busy error=self.error on_confirm=confirm
                title=text(|question| question.title.clone())
                verb=text(|question| question.verb.to_owned())>
                <p>{move || body.get()}</p>
                {detail}
            </ConfirmDialog>
        }
        .into_any()
    }
}
