//! A panel at the right, over a list, with its own address.

use leptos::html;
use leptos::prelude::*;

use crate::button::{Button, ButtonVariant};
use crate::dom::{after_paint, focused, trap_tab, uid};
use crate::icon::{Icon, glyph};
use crate::page::Title;
use crate::unsaved::{UnsavedEdits, leave};
use crate::words;

/// Lets a button inside leave the panel, as Escape does.
#[derive(Clone, Copy)]
struct Leave(Callback<()>);

/// A button for the panel's footer that leaves it. Asks first while `dirty`.
#[component]
pub fn DrawerCancel(
    /// The text.
    children: Children,
) -> AnyView {
    let leave = use_context::<Leave>();
    view! {
        <Button variant=ButtonVariant::Secondary on_click=move || {
            if let Some(leave) = leave {
                leave.0.run(());
            }
        }>{children()}</Button>
    }
    .into_any()
}

/// The panel. It is open while it is mounted: put it under its own route. Escape, the backdrop and
/// the close button call `on_close`. While `dirty`, these and all other ways out ask for
/// confirmation.
#[component]
pub fn Drawer(
    /// The heading, and the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// Content below the heading, such as badges.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// Content before the heading, such as initials.
    #[prop(optional, into)]
    before: Option<ViewFn>,
    /// Actions at the end of the heading, such as a menu.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Buttons in the footer, which stays visible.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// Whether there are unsaved edits.
    #[prop(optional, into)]
    dirty: Signal<bool>,
    /// Navigates away from the panel's address.
    #[prop(into)]
    on_close: Callback<()>,
    /// The content.
    children: Children,
) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    let heading = uid("drawer");
    let labelled = heading.clone();
    let close = move || leave(move || on_close.run(()));

    provide_context(Leave(Callback::new(move |()| close())));
    let before_it = StoredValue::new_local(focused());
    after_paint(Box::new(move || {
        if let Some(panel) = panel.try_get_untracked().flatten()
            && !focused().is_some_and(|now| panel.contains(Some(&now)))
        {
            let _ = panel.focus();
        }
    }));
    on_cleanup(move || {
        if let Some(Some(was)) = before_it.try_get_value()
            && was.is_connected()
        {
            let _ = was.focus();
        }
    });
    view! {
        <Title text=title/>
        <div class="scrim" on:click=move |_| close()></div>
        <div
            class="drawer"
            role="dialog"
            aria-modal="true"
            aria-labelledby=labelled
            tabindex="-1"
            node_ref=panel
            on:keydown=move |event| {
                if let Some(panel) = panel.get_untracked() {
                    trap_tab(&panel, &event);
                }
                if event.key() == "Escape" && !event.default_prevented() {
                    event.stop_propagation();
                    close();
                }
            }
        >
            <header class="drawer-head">
                {before.map(|before| before.run())}
                <div class="grow">
                    <h2 id=heading>{title}</h2>
                    {head.map(|head| view! { <div class="drawer-sub">{head.run()}</div> })}
                </div>
                {actions.map(|actions| actions.run())}
                <button class="icon-button" type="button" aria-label=words::CLOSE
                    title=words::CLOSE on:click=move |_| close()>
                    {glyph(Icon::X, 20)}
                </button>
            </header>
            <div class="drawer-body">{children()}</div>
            {foot.map(|foot| view! { <footer class="drawer-foot actions end">{foot.run()}</footer> })}
            <UnsavedEdits dirty=dirty/>
        </div>
    }
    .into_any()
}
