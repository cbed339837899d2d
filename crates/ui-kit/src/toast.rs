//! Short messages about what has just happened, at the edge of the window.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::icon::{Icon, glyph};
use crate::root::ui;
use crate::tone::Tone;
use crate::words;

/// The maximum shown at once. The oldest one is removed first.
const MOST: usize = 4;
/// How often the remaining time is updated.
const STEP: u32 = 250;

/// One message.
#[derive(Clone)]
pub(crate) struct Toast {
    id: usize,
    tone: Tone,
    text: String,
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
    /// The remaining time in milliseconds.
    left: u32,
}

/// Shows toasts. Copy; works from anywhere, also after an `await`.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

/// The toasts of this page.
#[must_use]
pub fn use_toasts() -> Toasts {
    Toasts(ui().toasts)
}

impl Toasts {
    /// Success: "Saved".
    pub fn ok(self, text: impl Into<String>) {
        self.push(Tone::Ok, text.into(), None, 6_000);
    }

    /// Information.
    pub fn info(self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None, 8_000);
    }

    /// Failure. Show errors that a person has to act on in the page instead.
    pub fn error(self, text: impl Into<String>) {
        self.push(Tone::Danger, text.into(), None, 15_000);
    }

    /// Success with a temporary undo: "Suspended Ada Lovelace".
    pub fn undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(Tone::Ok, text.into(), Some(Arc::new(undo)), 12_000);
    }

    /// Removes all of them, when the session that they are about ends.
    pub fn clear(self) {
        self.0.set(Vec::new());
    }

    fn push(self, tone: Tone, text: String, undo: Option<Arc<dyn Fn() + Send + Sync>>, left: u32) {
        self.0.update(|all| {
            let id = all.last().map_or(0, |last| last.id + 1);
            if all.len() == MOST {
                all.remove(0);
            }
            all.push(Toast {
                id,
                tone,
                text,
                undo,
                left,
            });
        });
    }

    fn close(self, id: usize) {
        self.0.update(|all| all.retain(|toast| toast.id != id));
    }
}

/// The place where toasts appear; part of [`UiRoot`](crate::root::UiRoot).
#[component]
pub(crate) fn ToastRegion() -> AnyView {
    let toasts = use_toasts();
    let held = RwSignal::new(false);
    let any = Memo::new(move |_| !toasts.0.with(Vec::is_empty));
    // The timer runs only while toasts are shown.
    Effect::new(move || {
        if !any.get() {
            return;
        }
        let step = Duration::from_millis(u64::from(STEP));
        let clock = set_interval_with_handle(move || tick(toasts, held), step);
        on_cleanup(move || {
            if let Ok(clock) = clock {
                clock.clear();
            }
        });
    });
    view! {
        <div class="toasts" role="region" aria-label=words::NOTIFICATIONS
            on:mouseenter=move |_| held.set(true) on:mouseleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true) on:focusout=move |_| held.set(false)>
            <div role="status" aria-live="polite" aria-relevant="additions">
                <For each=move || toasts.0.get() key=|toast| toast.id let:toast>
                    {show(toasts, toast)}
                </For>
            </div>
        </div>
    }
    .into_any()
}

fn tick(toasts: Toasts, held: RwSignal<bool>) {
    if held.get_untracked() {
        return;
    }
    let mut gone = false;
    toasts.0.update_untracked(|all| {
        for toast in all.iter_mut() {
            toast.left = toast.left.saturating_sub(STEP);
            gone |= toast.left == 0;
        }
        all.retain(|toast| toast.left > 0);
    });
    if gone {
        toasts.0.notify();
    }
}

fn show(toasts: Toasts, toast: Toast) -> AnyView {
    let id = toast.id;
    view! {
        <div class=format!("toast {}", toast.tone.class())>
            {glyph(toast.tone.icon(), 20)}
            <p class="toast-text">{toast.text}</p>
            {toast.undo.map(|undo| view! {
                <button class="button quiet small" type="button" on:click=move |_| {
                    toasts.close(id);
                    undo();
                }>{words::UNDO}</button>
            })}
            <button class="icon-button small" type="button" aria-label=words::DISMISS
                on:click=move |_| toasts.close(id)>
                {glyph(Icon::X, 16)}
            </button>
        </div>
    }
    .into_any()
}
