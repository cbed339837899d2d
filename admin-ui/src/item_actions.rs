//! The actions on an item of a list: the menu, the confirmation dialog, and the call.

use client::Error;
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use strum::VariantArray;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words::OPEN;

/// An action on an item, such as a user or a group. The menu has the variants in their order.
pub trait ItemAction: Copy + PartialEq + Send + Sync + VariantArray {
    /// What the action changes.
    type Item: Clone + PartialEq + Send + Sync + 'static;
    /// The action that removes the item; the menu separates it from the others.
    const REMOVE: Self;

    /// Whether the state of the item and the administrator's role allow the action.
    fn fits(self, to: &Self::Item) -> bool;
    /// The actions that are allowed now.
    fn fitting(to: &Self::Item) -> impl Iterator<Item = Self> {
        Self::VARIANTS
            .iter()
            .copied()
            .filter(|action| action.fits(to))
    }
    /// The icon and the name.
    fn look(self) -> (Icon, &'static str);
    /// The confirmation; `None` if the action needs none.
    fn question(self, to: &Self::Item) -> Option<Question>;
    /// What else is asked below the question. `keep` goes to [`call`](Self::call).
    fn detail(self, _to: &Self::Item, _keep: RwSignal<bool>) -> Option<AnyView> {
        None
    }
    /// Whether the action has its own dialog.
    fn has_dialog(self) -> bool {
        false
    }
    /// Performs the action. Returns the changed item, if it is known.
    fn call(
        self,
        to: &Self::Item,
        keep: bool,
    ) -> impl Future<Output = Result<Option<Self::Item>, Error>> + 'static;
    /// The message after success.
    fn done(self, to: &Self::Item) -> String;
}

/// A confirmation before an action.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// The question, with the name of the item.
    pub title: String,
    /// The consequences of the action.
    pub body: String,
    /// The action, as on the button.
    pub verb: &'static str,
}

/// The actions of a page. Copy.
pub struct ItemActions<A: ItemAction> {
    /// Incremented after each change, so that lists reload.
    pub changed: RwSignal<u32>,
    /// The action that waits for confirmation, and its item.
    pub asking: RwSignal<Option<(A, A::Item)>>,
    /// Whether an action is running.
    pub busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    /// What the item owns is kept.
    keep: RwSignal<bool>,
}

impl<A: ItemAction> Clone for ItemActions<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: ItemAction> Copy for ItemActions<A> {}

impl<A: ItemAction> ItemActions<A> {
    /// The initial state.
    pub fn new() -> Self {
        Self {
            changed: RwSignal::new(0),
            asking: RwSignal::new(None),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            keep: RwSignal::new(false),
        }
    }

    /// Reports a change to the items.
    pub fn bump(self) {
        self.changed.try_update(|n| *n += 1);
    }

    /// The menu for an item.
    pub fn menu(self, to: &A::Item) -> Vec<MenuItem> {
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

    /// The menu in the row of an item: a link to its panel at `href`, then the actions.
    pub fn row_menu(self, icon: Icon, href: &str, of: &A::Item) -> Signal<Vec<MenuItem>> {
        let (href, of) = (href.to_owned(), of.clone());
        Signal::derive(move || {
            let mut items = vec![MenuItem::link(icon, OPEN, href.clone())];
            items.extend(self.menu(&of));
            items
        })
    }

    /// Performs the action, or asks for confirmation first. Ignored while another action is
    /// running.
    pub fn begin(self, action: A, to: &A::Item) {
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

    /// Performs the action and reports the result. `then` receives whether it succeeded.
    fn perform(self, action: A, to: A::Item, then: impl FnOnce(bool) + 'static) {
        self.busy.set(true);
        run(action.call(&to, self.keep.get_untracked()), move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(now) => {
                    use_toasts().ok(action.done(&now.unwrap_or(to)));
                    then(true);
                    // A panel that this closes must be closed before anything reloads.
                    request_animation_frame(move || self.bump());
                }
                Err(error) => {
                    if action.question(&to).is_some() {
                        self.error.try_set(Some(failure::explain(&error)));
                    } else {
                        failure::toast(&error);
                    }
                    // The displayed state may be outdated.
                    if error
                        .problem()
                        .is_some_and(|problem| matches!(problem.status, 409 | 412))
                    {
                        self.bump();
                    }
                    then(false);
                }
            }
        });
    }

    /// The confirmation dialog. Closes the panel over `list` if its item was removed.
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
        // Reset, so that the same action can be confirmed again.
        Effect::new(move |before: Option<bool>| {
            let now = open.get();
            if before == Some(true) && !now {
                self.asking.set(None);
            }
            now
        });
        // Keep the text while the dialog closes.
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
