//! The administrator's own account: password, factors, sessions, known browsers, activity.

use leptos::prelude::*;
use portal_kit::factors::FactorsCard;
use portal_kit::me::{ActivityCard, KnownBrowsersCard, PasswordCard, Reload, SessionsCard};
use ui_kit::prelude::*;

use crate::components::{Facts, event_line};
use crate::session;
use crate::words::{administrators, me as words};

/// The page of the administrator's own account.
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
    let reload = Reload::default();
    let factors_changed = move || {
        reload.run();
        portal_kit::session::reload_account();
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE/>
            <div class="settings">
                <Card title=words::PROFILE icon=Icon::User>{facts}</Card>
                <PasswordCard reload=reload/>
                <FactorsCard on_changed=factors_changed/>
                <SessionsCard reload=reload/>
                <KnownBrowsersCard reload=reload/>
                <ActivityCard reload=reload line=event_line/>
            </div>
        </Page>
    }
    .into_any()
}
