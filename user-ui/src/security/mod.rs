//! Password, MFA, recovery email, application passwords, SSH keys, sessions, applications and what they
//! may do, accepted terms, known browsers and recent activity.

mod activity;
mod application_passwords;
mod applications;
mod grants;
mod recovery_email;
mod ssh_keys;
mod terms;

use leptos::prelude::*;
use portal_kit::factors::FactorsCard;
use portal_kit::me::{ActivityCard, KnownBrowsersCard, PasswordCard, Reload, SessionsCard};
use ui_kit::prelude::*;

use crate::continuing;
use crate::portal::go_to_named_part;
use crate::words::portal;

/// The security page.
#[component]
pub fn SecurityPage() -> AnyView {
    let reload = Reload::default();
    let factors_changed = move || {
        reload.run();
        portal_kit::session::reload_account();
    };
    go_to_named_part();
    view! {
        <Page>
            <PageHeader title=portal::SECURITY lead=portal::SECURITY_LEAD.to_owned()/>
            <PasswordCard reload=reload/>
            <div id="mfa"><FactorsCard on_changed=factors_changed on_added=continuing::resume/></div>
            <div id="recovery">{recovery_email::recovery_card(reload)}</div>
            {application_passwords::card(reload)}
            {ssh_keys::card(reload)}
            <SessionsCard reload=reload/>
            {applications::card(reload)}
            {grants::card(reload)}
            {terms::card(reload)}
            <KnownBrowsersCard reload=reload/>
            <ActivityCard reload=reload line=activity::event_line/>
        </Page>
    }
    .into_any()
}
