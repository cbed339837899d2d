//! The form for the name of a factor.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::sending::Sending;
use crate::words::factors as words;

/// A form for a name, initially `now`; `verb` is the text of the button.
pub fn name_form(
    form: Sending,
    now: String,
    lead: Option<&'static str>,
    verb: &'static str,
    save: impl Fn(String) + Copy + Send + Sync + 'static,
    cancel: Callback<()>,
) -> AnyView {
    let name = RwSignal::new(now);
    let submit = move || {
        form.clear();
        let typed = name.with_untracked(|name| name.trim().to_owned());
        if typed.is_empty() {
            form.fault("name", words::NAME_MISSING);
            return;
        }
        save(typed);
    };
    view! {
        <div class="name-form">
            {lead.map(|lead| view! { <p class="muted">{lead}</p> })}
            <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
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
