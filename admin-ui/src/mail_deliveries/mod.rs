//! Settings: the delivery log, and previews of emails.

mod filters;
mod preview;

pub use preview::show as show_preview;

use std::time::Duration;

use contract::mail_deliveries::{MailDelivery, MailState};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::MAIL;
use crate::components::{ListPage, no_match, none_yet};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, mail_deliveries as words};

/// Delay before the log is reloaded after a test email.
const SOON: Duration = Duration::from_secs(3);

/// The email tab.
#[component]
pub fn MailSettings() -> AnyView {
    let list = List::new(MAIL, "");
    let mails = ListPage::load(list, RwSignal::new(0), |query| async move {
        api().mail_deliveries(&query).await
    });
    let refresh = move || mails.reload();
    let testing = RwSignal::new(false);
    let test = move || {
        testing.set(true);
        run(async { api().send_test_mail().await }, move |answer| {
            testing.try_set(false);
            match answer {
                Ok(mail) => use_toasts().ok(words::tested(&mail.to)),
                Err(error) => failure::toast(&error),
            }
            refresh();
            set_timeout(refresh, SOON);
        });
    };
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary icon=Icon::Refresh busy=mails.page.busy on_click=refresh>{words::REFRESH}</Button>
            {move || may(Permission::OrganizationWrite).then(|| view! {
                <Button icon=Icon::Mail busy=testing on_click=test>{words::TEST}</Button>
            })}
        }
    };
    let previews = Fetched::new();
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {filters::view(list, previews)}
            {table(mails)}
        </Section>
        {preview::view(previews)}
    }
    .into_any()
}

fn table(mails: ListPage<MailDelivery>) -> AnyView {
    let rows = move || {
        view! {
            <TableFrame label=words::LABEL busy=mails.page.busy>
                <thead><tr>
                    <th scope="col">{words::SUBJECT}</th>
                    <th scope="col">{words::TO}</th>
                    <th scope="col" class="w8">{words::STATE}</th>
                    <th scope="col" class="p3 end w8">{words::ATTEMPTS}</th>
                    <th scope="col" class="p2 w8">{words::WRITTEN}</th>
                </tr></thead>
                <tbody>
                    {move || mails.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=6/> })}
                    <For each=move || mails.items() key=|mail| (mail.id, mail.attempts, mail.state.as_str()) let:mail>{row(mail)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    mails.view(rows, move || nothing(mails.list))
}

fn nothing(list: List) -> AnyView {
    if list.narrowed() {
        return no_match(list, words::NO_MATCH_TITLE, words::NO_MATCH);
    }
    none_yet(Icon::Mail, words::EMPTY_TITLE, words::EMPTY)
}

fn row(mail: MailDelivery) -> AnyView {
    let (tone, icon) = match mail.state {
        MailState::Queued if mail.last_error.is_some() => (Tone::Warn, Icon::Clock),
        MailState::Queued => (Tone::Info, Icon::Clock),
        MailState::Sent => (Tone::Ok, Icon::CheckCircle),
        MailState::Failed => (Tone::Danger, Icon::Stop),
    };
    let of = mail.clone();
    let why = move || why(&of).join("\n");
    let error = mail
        .last_error
        .clone()
        .filter(|_| mail.state != MailState::Sent);
    view! {
        <tr>
            <td class="main">
                <div class="two-lines">
                    <p class="strong clip wide">{mail.subject}</p>
                    {error.map(|error| view! { <p class="small danger-text clip wide">{error}</p> })}
                </div>
            </td>
            <td data-label=words::TO><span class="clip">{mail.to}</span></td>
            <td data-label=words::STATE>
                <Tooltip text=Signal::derive(why)><Badge tone=tone icon=icon text=words::state(mail.state)/></Tooltip>
            </td>
            <td data-label=words::ATTEMPTS class="p3 end num muted">{mail.attempts}</td>
            <td data-label=words::WRITTEN class="p2 muted"><RelativeTime at=mail.created_at/></td>
        </tr>
    }
    .into_any()
}

fn why(mail: &MailDelivery) -> Vec<String> {
    let mut lines = Vec::new();
    match mail.state {
        MailState::Sent => lines.extend(mail.sent_at.map(|at| words::sent(&exact(at.into())))),
        MailState::Failed => lines.push(words::GIVEN_UP.to_owned()),
        MailState::Queued => match mail.next_attempt_at.filter(|_| mail.attempts > 0) {
            Some(at) => lines.push(words::next(&relative(at.into()))),
            None => lines.push(words::QUEUED.to_owned()),
        },
    }
    lines.extend(mail.last_error.as_deref().map(words::last_error));
    lines.push(all::count(mail.attempts.into(), "attempt", "attempts"));
    lines
}
