//! The administrator's own account: password, second factors, sessions, activity.

mod password;
mod sessions;

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::api::api;
use crate::parts::{Facts, feed};
use crate::session;
use crate::words::{administrators, me as words};

/// The page.
#[component]
pub fn AccountPage() -> AnyView {
    let facts = move || {
        session::me().map(|me| {
            let role = format!(
                "{}: {}",
                me.role.label(),
                administrators::role_means(me.role)
            );
            let facts = vec![
                (words::NAME, me.name),
                (words::EMAIL, me.email),
                (words::ROLE, role),
                (words::ORGANIZATION, me.organization_name),
            ];
            view! { <Facts facts=facts/> }
        })
    };
    let host = session::factors();
    let step_up = StepUp::new(host);
    view! {
        <Page>
            <PageHeader title=words::TITLE/>
            <div class="settings">
                <Card title=words::PROFILE icon=Icon::User>{facts}</Card>
                {password::view(step_up)}
                <FactorsCard host=host on_changed=session::refresh_me/>
                {sessions::view()}
                <Card title=words::ACTIVITY icon=Icon::List>
                    {feed(|query| Box::pin(async move { api().my_activity(&query).await }))}
                </Card>
            </div>
            <StepUpDialog step_up=step_up/>
        </Page>
    }
    .into_any()
}
