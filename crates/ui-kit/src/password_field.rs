//! A password field with show and hide, a Caps Lock hint, and room for a list of rules.

use leptos::html;
use leptos::prelude::*;

use crate::dom::{live, yes_no};
use crate::field::Field;
use crate::icon::{Glyph, Icon, glyph};
use crate::text_field::focus_when_shown;
use crate::words;

/// Tells password managers which account a form is for, if it has no field for the account. Put it
/// into the form, before the password.
#[component]
pub fn HiddenUsername(
    /// The email address or username.
    #[prop(into)]
    value: Signal<String>,
) -> AnyView {
    view! {
        <input class="hidden" type="text" autocomplete="username" readonly=true tabindex="-1"
            aria-hidden="true" prop:value=value/>
    }
    .into_any()
}

/// A password field. Allows pasting. Never writes the value into the page's HTML.
#[component]
pub fn PasswordField(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The password.
    value: RwSignal<String>,
    /// `current-password`, `new-password` or `one-time-code`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error that takes precedence over the form's.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Required.
    #[prop(optional)]
    required: bool,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it is disabled.
    #[prop(optional, into)]
    reason: Option<String>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Content below the input, such as a [`RuleChecklist`](crate::password_rules::RuleChecklist).
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.reason = reason;
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    if autofocus {
        focus_when_shown(input);
    }
    let touched = field.touched();
    let watch = move |event: web_sys::KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    let control = view! {
        <div class="input-group">
            <input
                class="input"
                node_ref=input
                id=field.id.clone()
                name=field.name.clone()
                type=Signal::derive(move || if shown.get() { "text" } else { "password" })
                data-password="true"
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=required
                disabled=disabled
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                prop:value=value
                on:input=move |event| {
                    touched();
                    value.set(event_target_value(&event));
                }
                on:keydown=watch
                on:keyup=watch
                on:blur=move |_| caps.set(false)
            />
            <button
                class="input-affix"
                type="button"
                aria-pressed=yes_no(shown)
                aria-controls=field.id.clone()
                aria-label=words::SHOW_PASSWORD
                title=Signal::derive(move || if shown.get() { words::HIDE_PASSWORD } else { words::SHOW_PASSWORD })
                on:click=move |_| shown.update(|on| *on = !*on)
            >
                <Glyph icon=Signal::derive(move || if shown.get() { Icon::EyeOff } else { Icon::Eye })/>
            </button>
        </div>
        <div role="status" class="field-caps">
            {live(move || caps.get().then(|| view! {
                {glyph(Icon::Alert, 16)} <span>{words::CAPS_LOCK}</span>
            }.into_any()))}
        </div>
    }
    .into_any();
    let below = children.map(|children| children());
    view! { <div class="password">{field.frame(control)}{below}</div> }.into_any()
}
