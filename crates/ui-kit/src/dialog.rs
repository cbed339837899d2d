//! Modal dialogs.

use leptos::children::ChildrenFn;
use leptos::html;
use leptos::prelude::*;

use crate::button::{Button, ButtonVariant};
use crate::dom::{focus_first, live, uid};
use crate::icon::{Icon, glyph};
use crate::words;

/// A modal dialog. Moves focus into it and returns it afterwards; Escape closes it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The buttons in the footer, Cancel first.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Cannot be closed now, because an action is running.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The content.
    children: ChildrenFn,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = uid("dialog");
    let labelled = heading.clone();
    Effect::new(move || {
        let wanted = open.get();
        request_animation_frame(move || {
            let Some(dialog) = dialog.try_get_untracked().flatten() else {
                return;
            };
            if wanted && !dialog.open() {
                // Fails only if the element has been removed from the page in the meantime.
                let _ = dialog.show_modal();
                // Not the `autofocus` attribute, because the document would act on it too.
                focus_first(&dialog, "[data-autofocus]");
            } else if !wanted && dialog.open() {
                dialog.close();
            }
        });
    });
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=labelled
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close();
            }
            // The event arrives later, when the dialog may be open again.
            on:close=move |_| {
                let shown = dialog.try_get_untracked().flatten();
                if shown.is_none_or(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
            // Keep keys typed here from what is below, such as a drawer.
            on:keydown=move |event| event.stop_propagation()
        >
            {live(move || open.get().then(|| view! {
                <div class="dialog-head">
                    <h2 id=heading.clone()>{title}</h2>
                    <button class="icon-button" type="button" aria-label=words::CLOSE
                        title=words::CLOSE on:click=move |_| close()>
                        {glyph(Icon::X, 20)}
                    </button>
                </div>
                <div class="dialog-body">{children()}</div>
                {actions.clone().map(|actions| view! {
                    <div class="dialog-foot actions end">{actions.run()}</div>
                })}
            }.into_any()))}
        </dialog>
    }
    .into_any()
}

/// A confirmation before an action that cannot be undone. The button repeats the action.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open. The caller closes it when the action is done.
    open: RwSignal<bool>,
    /// The question, with names or numbers.
    #[prop(into)]
    title: Signal<String>,
    /// The action, as on the button: "Suspend 12 users".
    #[prop(into)]
    verb: Signal<String>,
    /// A destructive action.
    #[prop(optional, into)]
    danger: Signal<bool>,
    /// Whether the action is running.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether the action cannot be performed, because something is missing.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why the action failed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Performs the action.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// The consequences.
    children: ChildrenFn,
) -> AnyView {
    let actions = move || {
        let variant = if danger.get() {
            ButtonVariant::Danger
        } else {
            ButtonVariant::Primary
        };
        view! {
            <Button variant=ButtonVariant::Secondary autofocus=true disabled=busy
                on_click=move || open.set(false)>
                {words::CANCEL}
            </Button>
            <Button variant=variant busy=busy disabled=disabled on_click=on_confirm>{verb}</Button>
        }
    };
    view! {
        <Dialog open=open title=title busy=busy actions=actions>
            {children()}
            <div role="alert">
                {live(move || error.get().map(|text| view! {
                    <p class="field-error">{glyph(Icon::Stop, 16)}<span>{text}</span></p>
                }.into_any()))}
            </div>
        </Dialog>
    }
    .into_any()
}
