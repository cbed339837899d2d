//! Says that the last email to the user did not arrive.

use contract::filter::MailFilter;
use contract::mail_deliveries::{MailDelivery, MailState};
use contract::page::{ListQuery, Page as Items};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::{self, MAIL};
use crate::session::may;
use crate::words::mail_deliveries as words;

pub(super) fn view(user: RwSignal<Option<User>>) -> AnyView {
    if !may(Permission::EventsRead) {
        return ().into_any();
    }
    let latest = Fetched::<Items<MailDelivery>>::new();
    let email = Memo::new(move |_| user.with(|user| Some(user.as_ref()?.email.clone())));
    Effect::new(move || {
        user.track();
        let Some(email) = email.get() else { return };
        let query = ListQuery {
            limit: Some(1),
            filter: Some(to_address(&email)),
            ..ListQuery::default()
        };
        latest.load(async move { api().mail_deliveries(&query).await });
    });
    (move || {
        let page = latest.value.get()?;
        let mail = page.items.into_iter().next()?;
        let failed = mail.state == MailState::Failed;
        let error = mail.last_error.filter(|_| failed)?;
        let log = address::with(MAIL, &[("filter", &to_address(&mail.to))]);
        Some(view! {
            <Notice tone=Tone::Warn title=words::UNDELIVERED>
                <p class="break">{mail.subject}": "{error}</p>
                <p><TextLink href=log>{words::SHOW_EMAILS}</TextLink></p>
            </Notice>
        })
    })
    .into_any()
}

fn to_address(email: &str) -> String {
    let filter = MailFilter {
        recipient: vec![email.to_owned()],
        ..MailFilter::default()
    };
    filter.to_string()
}
