//! The confirmation of a bulk action, its progress, and its result.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::bulk_csv;
use super::menu_action::MenuAction;
use super::refused::{Reason, by_reason};
use super::{Bulk, Stage, edit};
use crate::groups;
use crate::session::may;
use crate::words::{self as all, bulk as words, bulk_jobs as job_words, groups as group_words};

/// The confirmation, the progress bar, and the result.
pub(in crate::users) fn dialog(bulk: Bulk, actions: ItemActions) -> AnyView {
    let title = Signal::derive(move || match bulk.stage.get() {
        Stage::Asking => bulk.act.get().title(bulk.total.get()),
        _ => bulk.verb(),
    });
    let verb = move || bulk.verb();
    let lacks_group = move || bulk.act.get().has_group() && bulk.group.is_empty();
    let running =
        Signal::derive(move || bulk.stage.get() == Stage::Running || bulk.beginning.get());
    let actions = move || {
        view! {
            {move || match bulk.stage.get() {
                Stage::Asking => {
                    let variant = if bulk.act.get().is_dangerous() {
                        ButtonVariant::Danger
                    } else {
                        ButtonVariant::Primary
                    };
                    view! {
                        <Button variant=ButtonVariant::Secondary autofocus=true
                            on_click=move || bulk.open.set(false)>{all::CANCEL}</Button>
                        <Button variant=variant disabled=Signal::derive(lacks_group) busy=bulk.beginning
                            on_click=move || bulk.perform(actions)>{verb}</Button>
                    }.into_any()
                }
                Stage::Running => view! {
                    <Button variant=ButtonVariant::Secondary disabled=bulk.stopped
                        on_click=move || bulk.stopped.set(true)>{words::STOP}</Button>
                }.into_any(),
                Stage::Over => view! {
                    <Button variant=ButtonVariant::Secondary autofocus=true
                        on_click=move || bulk.open.set(false)>{all::CLOSE}</Button>
                }.into_any(),
            }}
        }
    };
    view! {
        <Dialog open=bulk.open title=title busy=running actions=actions>
            {move || match bulk.stage.get() {
                Stage::Asking => asking(bulk),
                Stage::Running => view! {
                    <Progress label=Signal::derive(verb) done=bulk.tried
                        total=bulk.total/>
                }.into_any(),
                Stage::Over => outcome(bulk),
            }}
        </Dialog>
        {edit::dialog(bulk.edit, bulk)}
    }
    .into_any()
}

/// What the action does, or the groups to choose from.
fn asking(bulk: Bulk) -> AnyView {
    let error = move || {
        let error = bulk.error.get();
        error.map(|error| view! { <Notice tone=Tone::Danger live=true>{error}</Notice> })
    };
    let on_server = move || {
        bulk.is_job()
            .then(|| view! { <p class="muted">{job_words::RUNS_ON_SERVER}</p> })
    };
    let question = match bulk.act.get() {
        MenuAction::Account(action) => view! { <p>{words::body(action)}</p> }.into_any(),
        _ => bulk.group.view(&group_words::GROUPS, groups::find),
    };
    view! {
        {error}
        {question}
        {on_server}
    }
    .into_any()
}

fn outcome(bulk: Bulk) -> AnyView {
    let refused = bulk.refused.get();
    let done = bulk.tried.get() - refused.len() as u64;
    let unknown = bulk.unknown.get();
    let untried = bulk.total.get() - bulk.tried.get() - unknown;
    let rest = (untried > 0).then(|| view! { <p>{words::untried(untried)}</p> });
    let lost = (unknown > 0).then(|| view! { <p>{words::unknown(unknown)}</p> });
    let error = bulk.error.get();
    let error = error.map(|error| view! { <Notice tone=Tone::Danger>{error}</Notice> });
    let reasons = (!refused.is_empty()).then(|| {
        let csv = refused.iter().map(|one| (&*one.user.1, &*one.why));
        let csv = bulk_csv::address(csv);
        let lines = by_reason(refused)
            .into_iter()
            .map(|reason| line(bulk, reason));
        view! {
            <p class="strong">{words::REFUSED}</p>
            <ul class="bullets">{lines.collect_view()}</ul>
            <a class="link" href=csv download=words::FILE_NAME>{words::DOWNLOAD}</a>
        }
    });
    view! {
        <p role="status">{words::done(done, bulk.total.get())}</p>
        {rest}
        {lost}
        {error}
        <div class="prose">{reasons}</div>
    }
    .into_any()
}

/// A reason with the number of users, and the action that helps them if the role allows it.
fn line(bulk: Bulk, reason: Reason) -> AnyView {
    let Reason { why, next, users } = reason;
    let count = users.len() as u64;
    let names: Vec<_> = users.iter().map(|(_, name)| name.clone()).collect();
    let names = words::names(&names);
    let next = next.filter(|next| may(next.needs())).map(|next| {
        view! {
            <Button small=true variant=ButtonVariant::Secondary
                on_click=move || bulk.ask_next(next, users.clone())>
                {words::action_on(next, count)}
            </Button>
        }
    });
    view! {
        <li>
            <span class="strong">{words::users(count)}</span>": "{why}
            <p class="muted small break">{names}</p>
            {next}
        </li>
    }
    .into_any()
}
