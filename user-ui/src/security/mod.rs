//! Password, second factors, recovery email, sessions and recent activity.

mod activity;
mod password;
mod recovery;
mod sessions;

use contract::sessions::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::account::{Account, use_account};
use crate::load::{Loaded, load};
use crate::portal::go_to_named_part;
use crate::words::{portal, security};

/// What the parts of the page share: changing the password ends sessions and is an activity.
#[derive(Clone, Copy)]
struct Security {
    account: Account,
    sessions: RwSignal<Loaded<Vec<Session>>>,
    activity: activity::Activity,
    /// For acts that ask once more who is there.
    step_up: StepUp,
}

impl Security {
    fn load_sessions(self) {
        load(self.account, self.sessions, async |client| {
            client.my_sessions().await.map(|page| page.items)
        });
    }

    /// What the rest of the portal says about second factors follows.
    fn factors_changed(self) {
        self.reload();
        spawn_local(async move {
            let account = self.account;
            if let Ok(me) = account.watch(account.client().me().await) {
                account.renew(me);
            }
        });
    }

    /// Loads what an act here has changed.
    fn reload(self) {
        self.load_sessions();
        self.activity.load();
    }
}

/// Moves focus to what `selector` finds once the page shows what has just changed.
fn focus_later(selector: &'static str) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            let found = document().query_selector(selector).ok().flatten();
            if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                // What cannot take it leaves it where it is.
                let _ = found.focus();
            }
        });
    });
}

/// The security page.
#[component]
pub fn SecurityPage() -> AnyView {
    let account = use_account();
    let page = Security {
        account,
        sessions: RwSignal::new(Loaded::Loading),
        activity: activity::Activity::new(account),
        step_up: StepUp::new(account.factors()),
    };
    page.reload();
    go_to_named_part();
    view! {
        <Page>
            <PageHeader title=portal::SECURITY lead=security::LEAD.to_owned()/>
            {password::password_card(page)}
            <div id="mfa"><FactorsCard host=account.factors() on_changed=move || page.factors_changed()/></div>
            <div id="recovery">{recovery::recovery_card(page)}</div>
            {sessions::sessions_card(page)}
            {activity::activity_card(page.activity)}
            <StepUpDialog step_up=page.step_up/>
        </Page>
    }
    .into_any()
}
