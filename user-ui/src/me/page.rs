//! The profile page.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::draft::Draft;
use super::read_only::read_only;
use super::save::{SaveBar, Saving};
use super::sections::{attributes, details, employment, personal};
use crate::account;
use crate::portal::go_to_named_part;
use crate::words::{me, portal};

/// The user's own profile: editable, or read-only if only administrators may edit it.
#[component]
pub fn ProfilePage() -> AnyView {
    let draft = use_context().unwrap_or_else(Draft::new);
    let editable = account::part(|me| me.profile_editable);
    if let Some(me) = account::me().get_untracked() {
        draft.belong_to(&me);
    }
    go_to_named_part();
    view! {
        <Page>
            <PageHeader title=portal::PROFILE lead=me::LEAD.to_owned()/>
            {move || if editable.get() { form(draft) } else { read_only() }}
        </Page>
    }
    .into_any()
}

fn form(draft: Draft) -> AnyView {
    let saving = Saving::new(draft);
    view! {
        <div class="profile-form">
            <Form on_submit=move || saving.save() busy=saving.sending.busy
                errors=saving.sending.errors message=saving.sending.message>
                {details(draft)}
                {personal(draft)}
                {employment(draft)}
                {attributes(draft)}
                <SaveBar saving=saving/>
            </Form>
        </div>
    }
    .into_any()
}
