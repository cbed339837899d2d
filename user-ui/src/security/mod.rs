//! Password, MFA, recovery email, sessions and recent activity.

mod activity;
mod recovery;

use leptos::prelude::*;
use portal_kit::factors::{FactorsCard, StepUp, StepUpDialog};
use portal_kit::me::{ActivityCard, PasswordCard, Reload, SessionsCard};
use ui_kit::prelude::*;

use crate::portal::go_to_named_part;
use crate::words::portal;

/// The shared state of the cards on the page. Copy.
#[derive(Clone, Copy)]
struct Security {
    reload: Reload,
    /// For actions that require a step-up.
    step_up: StepUp,
}

/// The security page.
#[component]
pub fn SecurityPage() -> AnyView {
    let page = Security {
        reload: Reload::default(),
        step_up: StepUp::new(),
    };
    let factors_changed = move || {
        page.reload.run();
        portal_kit::session::reload_account();
    };
    go_to_named_part();
    view! {
        <Page>
            <PageHeader title=portal::SECURITY lead=portal::SECURITY_LEAD.to_owned()/>
            <PasswordCard step_up=page.step_up reload=page.reload/>
            <div id="mfa"><FactorsCard on_changed=factors_changed/></div>
            <div id="recovery">{recovery::recovery_card(page)}</div>
            <SessionsCard reload=page.reload/>
            <ActivityCard reload=page.reload line=activity::event_line/>
            <StepUpDialog step_up=page.step_up/>
        </Page>
    }
    .into_any()
}
