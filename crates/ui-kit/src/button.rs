//! Buttons and links.

use leptos::prelude::*;

use crate::dom::{flag, live};
use crate::form::FormScope;
use crate::icon::{Icon, glyph};
use crate::words;

/// The visual weight of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The main action.
    #[default]
    Primary,
    /// Another action.
    Secondary,
    /// As inconspicuous as text.
    Quiet,
    /// A destructive action.
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

/// A button with text.
#[component]
pub fn Button(
    /// The visual weight.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Submits the form around it, or the one named in `form`.
    #[prop(optional)]
    submit: bool,
    /// The id of the form to submit, if the button is outside it.
    #[prop(optional, into)]
    form: Option<String>,
    /// The action; not called while busy.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Shows that the action is running, and ignores clicks. Inside a form, a submit button is busy
    /// when the form is.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Smaller, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Receives focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The text, starting with a verb.
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

/// The text of a button that every line of a list has. Screen readers say `name`, which names the line.
pub fn line_text(text: &'static str, name: String) -> AnyView {
    view! {
        <span aria-hidden="true">{text}</span>
        <span class="hidden">{name}</span>
    }
    .into_any()
}

/// A button that shows only an icon.
#[component]
pub fn IconButton(
    /// The icon.
    #[prop(into)]
    icon: Signal<Icon>,
    /// Its name, for screen readers and on hover.
    #[prop(into)]
    label: Signal<String>,
    /// The action.
    #[prop(into)]
    on_click: Callback<()>,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether what it opens or toggles is on, if applicable.
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
    /// The full path of the target.
    #[prop(into)]
    href: Signal<String>,
    /// The visual weight.
    #[prop(optional)]
    variant: ButtonVariant,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Smaller, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Receives focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// The text.
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
    /// The full path of the target.
    #[prop(into)]
    href: Signal<String>,
    /// Opens a new tab, and says so.
    #[prop(optional)]
    external: bool,
    /// The text.
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
