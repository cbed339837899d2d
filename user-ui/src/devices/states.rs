//! What the page shows in each state.

use contract::continuing::RequestAnswer;
use contract::devices::WaitingDevice;
use leptos::prelude::*;
use portal_kit::public_page::help;
use portal_kit::{failure, session};
use ui_kit::prelude::*;

use super::attempt::{Attempt, CODE, Shown};
use super::code;
use crate::words::{RETRY, applications, continuing, devices as words};
use crate::{account, continuing as pending, terms};

/// The heading is a new one in each state, and takes the focus, so that screen readers announce it.
pub(super) fn view(attempt: Attempt) -> AnyView {
    let shown = attempt.shown.get();
    let title = attempt.title(&shown);
    let content = match shown {
        Shown::Enter => enter(attempt),
        Shown::Confirm(device) => confirm(attempt, device),
        Shown::Busy => view! { <Spinner label=words::BUSY/> }.into_any(),
        Shown::Approved => told(words::approved(&attempt.name()), to_applications()),
        Shown::Denied => told_with_help(words::DENIED.to_owned(), to_applications()),
        Shown::NotConfirmed => told_with_help(applications::not_confirmed(), retry(attempt)),
        Shown::Terms => terms::ask(move || attempt.ask()),
        Shown::SetUp(why) => told_with_help(why, set_up(attempt)),
        Shown::Refused(why) => told_with_help(why, retry(attempt)),
        Shown::Expired => told(words::EXPIRED.to_owned(), another_code(attempt)),
        Shown::Failed(error) => failure::notice(&error, move || attempt.ask()),
    };
    view! {
        <PageHeader title=title/>
        <Card><div class="stack">{content}</div></Card>
    }
    .into_any()
}

fn enter(attempt: Attempt) -> AnyView {
    let form = attempt.form;
    let prefilled = attempt.prefilled && !attempt.code.get_untracked().is_empty();
    let lead = if prefilled {
        words::PREFILLED
    } else {
        words::LEAD
    };
    view! {
        <Form on_submit=move || attempt.find() busy=form.busy errors=form.errors message=form.message>
            <p>{lead}</p>
            <TextField name=CODE label=words::CODE value=attempt.code hint=Some(words::CODE_HINT.to_owned())
                autocomplete="off" required=true autofocus=true maxlength=64/>
            <Button submit=true>{words::CONTINUE}</Button>
        </Form>
    }
    .into_any()
}

fn confirm(attempt: Attempt, device: WaitingDevice) -> AnyView {
    let application = device.application;
    let email = account::me().get_untracked().map(|me| me.email);
    let scopes = device.scopes.iter();
    let scopes = scopes.filter_map(|scope| continuing::scope(scope));
    let scopes = scopes
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    view! {
        <MarkLine letter=application.letter color=application.color name=application.name/>
        <Notice tone=Tone::Warn>
            <p class="strong">{words::WARNING_TITLE}</p>
            <p>{words::WARNING}</p>
        </Notice>
        <DescriptionList>
            <Entry label=words::SHOWN_CODE>
                <span class="mono strong">{code::shown(&attempt.code.get_untracked())}</span>
            </Entry>
            <Entry label=words::ORGANIZATION>{device.organization}</Entry>
            <Entry label=words::ACCOUNT>{email}</Entry>
            <Entry label=words::FROM><span class="mono">{device.address}</span></Entry>
            <Entry label=words::WHEN><RelativeTime at=device.requested_at/></Entry>
            <Entry label=words::MAY><ul class="bullets">{scopes}</ul></Entry>
        </DescriptionList>
        <div class="row">
            <Button on_click=move || attempt.answer(RequestAnswer::Approve)>{words::APPROVE}</Button>
            <Button variant=ButtonVariant::Secondary
                on_click=move || attempt.answer(RequestAnswer::Deny)>{words::DENY}</Button>
            <Button variant=ButtonVariant::Secondary
                on_click=session::use_other_account>{continuing::OTHER_ACCOUNT}</Button>
        </div>
    }
    .into_any()
}

/// What became of it, and what can be done.
fn told(text: String, action: AnyView) -> AnyView {
    view! {
        <p role="status">{text}</p>
        <div class="row">{action}</div>
    }
    .into_any()
}

/// The same, and where to get help.
fn told_with_help(text: String, action: AnyView) -> AnyView {
    view! {
        {told(text, action)}
        {help()}
    }
    .into_any()
}

fn to_applications() -> AnyView {
    view! { <LinkButton href="/">{continuing::TO_APPLICATIONS}</LinkButton> }.into_any()
}

fn retry(attempt: Attempt) -> AnyView {
    view! {
        <Button on_click=move || attempt.ask()>{RETRY}</Button>
        <LinkButton variant=ButtonVariant::Secondary href="/">{continuing::TO_APPLICATIONS}</LinkButton>
    }
    .into_any()
}

fn another_code(attempt: Attempt) -> AnyView {
    view! { <Button on_click=move || attempt.again()>{words::ANOTHER_CODE}</Button> }.into_any()
}

/// The person sets up a factor under Security, where a notice leads back here.
fn set_up(attempt: Attempt) -> AnyView {
    let code = code::shown(&attempt.code.get_untracked());
    pending::remember(attempt.name(), format!("/device?user_code={code}"));
    view! { <LinkButton href="/security#mfa">{continuing::SET_UP}</LinkButton> }.into_any()
}
