//! Whom an administrator may have to help, in numbers that lead to them.

use contract::users::UserCounts;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::address::{self, USERS};
use crate::words::home as words;

pub(super) fn view(counts: UserCounts) -> AnyView {
    let statuses = counts.password_statuses;
    let numbers = [
        (
            words::LOCKED,
            words::LOCKED_NOTE,
            statuses.locked,
            Tone::Danger,
            "passwordStatus:locked",
        ),
        (
            words::EXPIRED,
            words::EXPIRED_NOTE,
            statuses.expired,
            Tone::Warn,
            "passwordStatus:expired",
        ),
        (
            words::PENDING,
            words::PENDING_NOTE,
            statuses.pending,
            Tone::Info,
            "passwordStatus:pending",
        ),
        (
            words::STAGED,
            words::STAGED_NOTE,
            counts.states.staged,
            Tone::Info,
            "state:staged",
        ),
    ];
    let quiet = numbers.iter().all(|(_, _, count, ..)| *count == 0);
    let stats = numbers
        .into_iter()
        .map(|(label, note, count, tone, filter)| {
            let tone = if count == 0 { Tone::Neutral } else { tone };
            let href = address::with(USERS, &[("filter", filter)]);
            view! { <Stat label=label value=number(count) note=note.to_owned() tone=tone href=href/> }
        })
        .collect_view();
    view! {
        <section class="stack" aria-label=words::ATTENTION>
            <div class="numbers">{stats}</div>
            {quiet.then(|| view! { <Notice tone=Tone::Ok>{words::ALL_WELL}</Notice> })}
        </section>
    }
    .into_any()
}
