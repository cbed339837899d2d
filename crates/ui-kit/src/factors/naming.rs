//! Calling a factor something.

use leptos::prelude::*;

use super::{FactorState, words};
use crate::button::{Button, ButtonVariant};
use crate::form::Form;
use crate::text_field::TextField;

/// A form for a name, which is `now` at first; `verb` is what its button says.
pub fn name_form(
    state: FactorState,
    now: String,
    lead: Option<&'static str>,
    verb: &'static str,
    save: impl Fn(String) + Copy + Send + Sync + 'static,
    cancel: Callback<()>,
) -> AnyView {
    let name = RwSignal::new(now);
    let submit = move || {
        state.clear();
        let typed = name.with_untracked(|name| name.trim().to_owned());
        if typed.is_empty() {
            state.mend("name", words::NAME_MISSING);
            return;
        }
        save(typed);
    };
    view! {
        <div class="name-form">
            {lead.map(|lead| view! { <p class="muted">{lead}</p> })}
            <Form on_submit=submit busy=state.busy errors=state.errors>
                <TextField name="name" label=words::NAME value=name autofocus=true
                    hint=words::NAME_HINT.to_owned() required=true maxlength=100/>
                <div class="actions">
                    <Button submit=true>{verb}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=cancel>{words::CANCEL}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
