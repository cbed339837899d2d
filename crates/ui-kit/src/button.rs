//! Buttons and links.

use leptos::prelude::*;

use crate::dom::{flag, live};
use crate::form::FormScope;
use crate::icon::{Icon, glyph};
use crate::words;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Another thing to do.
    Secondary,
    /// As quiet as text.
    Quiet,
    /// Destroys or takes away.
    Danger,
}

impl ButtonVariant {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button secondary",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button with words on it.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Sends the form it stands in (or the one named in `form`).
    #[prop(optional)]
    submit: bool,
    /// The id of the form to send, where the button stands outside of it.
    #[prop(optional, into)]
    form: Option<String>,
    /// What it does; not called while busy.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Shows that the act is on its way and ignores further clicks. Inside a form, a
    /// submitting button is busy when the form is.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Lower, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Has focus when the dialog it stands in opens.
    #[prop(optional)]
    autofocus: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The words: a verb first.
    children: Children,
) -> AnyView {
    let scope = use_context::<FormScope>().filter(|_| submit);
    let busy = Signal::derive(move || busy.get() || scope.is_some_and(|form| form.busy.get()));
    view! {
        <button
            class=variant.class()
            class:full=full
            class:small=small
            type=if submit { "submit" } else { "button" }
            form=form
            data-autofocus=autofocus.then_some("true")
            disabled=disabled
            aria-busy=flag(busy)
            aria-disabled=flag(busy)
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {icon.map(|icon| glyph(icon, 18))}
            <span class="button-text">{children()}</span>
            {live(move || busy.get().then(|| view! {
                <span class="spinner" aria-hidden="true"></span>
                <span class="hidden">{words::BUSY}</span>
            }.into_any()))}
        </button>
    }
    .into_any()
}

/// A button that shows only an icon.
#[component]
pub fn IconButton(
    /// The icon.
    #[prop(into)]
    icon: Signal<Icon>,
    /// What it does, for screen readers and on hover.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_click: Callback<()>,
    /// Cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether what it opens or switches is on, where that applies.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
) -> AnyView {
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=label
            title=label
            aria-pressed=Signal::derive(move || pressed.get().map(|on| if on { "true" } else { "false" }))
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            <crate::icon::Glyph icon=icon/>
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads: the full path.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    variant: ButtonVariant,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Lower, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// The words.
    children: Children,
) -> AnyView {
    view! {
        <a class=variant.class() class:full=full class:small=small href=href
            data-autofocus=autofocus.then_some("true")>
            {icon.map(|icon| glyph(icon, 18))}
            <span class="button-text">{children()}</span>
        </a>
    }
    .into_any()
}

/// A link in running text.
#[component]
pub fn TextLink(
    /// Where it leads: the full path.
    #[prop(into)]
    href: Signal<String>,
    /// Opens a new tab, and says so.
    #[prop(optional)]
    external: bool,
    /// The words.
    children: Children,
) -> AnyView {
    view! {
        <a class="link" href=href
            target=external.then_some("_blank") rel=external.then_some("noopener noreferrer")>
            {children()}
            {external.then(|| view! {
                {glyph(Icon::External, 14)}
                <span class="hidden">{words::NEW_TAB}</span>
            })}
        </a>
    }
    .into_any()
}
