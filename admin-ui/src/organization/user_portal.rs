//! What users may do in the User Portal.

use contract::organization::UpdateOrganization;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::{Editing, guard};
use crate::components::StaleNotice;
use crate::session::may;
use crate::words::{self as all, organization as words};

const FORM: &str = "user-portal-form";

pub(super) fn view(editing: Editing) -> AnyView {
    let form = editing.form;
    let saved = move || {
        editing.organization.value.with_untracked(|now| {
            now.as_ref()
                .is_some_and(|now| now.settings.users_may_edit_profile)
        })
    };
    let may_edit = RwSignal::new(saved());
    let latest = move || {
        form.clear();
        may_edit.set(saved());
    };
    let save = move || {
        editing.save(UpdateOrganization {
            users_may_edit_profile: Some(may_edit.get_untracked()),
            ..UpdateOrganization::default()
        });
    };
    let readonly = !may(Permission::OrganizationWrite);
    let foot = move || {
        if readonly {
            view! { <span class="muted">{words::NOT_ALLOWED}</span> }.into_any()
        } else {
            view! { <Button submit=true form=FORM busy=form.busy>{all::SAVE}</Button> }.into_any()
        }
    };
    view! {
        <div class="settings">
            <Card title=words::TITLE_USER_PORTAL lead=words::USER_PORTAL_LEAD foot=foot>
                <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                    <StaleNotice shown=form.stale on_keep=save on_load=latest/>
                    <Switch label=words::MAY_EDIT hint=words::MAY_EDIT_HINT checked=may_edit disabled=readonly/>
                </Form>
            </Card>
            {guard(editing, move |now| may_edit.get() != now.settings.users_may_edit_profile)}
        </div>
    }
    .into_any()
}
