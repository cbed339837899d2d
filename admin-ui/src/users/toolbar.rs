//! Search and filters, with counts.

use contract::users::UserCounts;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words::{mfa, status, users as words};

pub(super) fn view(list: List, counts: RwSignal<Option<UserCounts>>) -> AnyView {
    let chip = |chip: Chip, count: Option<u64>| match count {
        Some(count) => chip.count(count),
        None => chip,
    };
    let states = move || {
        let counts = counts.get().map(|counts| counts.states);
        UserState::ALL
            .map(|state| {
                let count = counts.map(|counts| match state {
                    UserState::Staged => counts.staged,
                    UserState::Active => counts.active,
                    UserState::Suspended => counts.suspended,
                });
                chip(Chip::new(state.as_str(), status::state(state)), count)
            })
            .to_vec()
    };
    let statuses = move || {
        let counts = counts.get().map(|counts| counts.password_statuses);
        PasswordStatus::ALL
            .map(|password| {
                let count = counts.map(|counts| match password {
                    PasswordStatus::Pending => counts.pending,
                    PasswordStatus::Active => counts.active,
                    PasswordStatus::Expired => counts.expired,
                    PasswordStatus::Locked => counts.locked,
                });
                chip(
                    Chip::new(password.as_str(), status::password(password)),
                    count,
                )
            })
            .to_vec()
    };
    let factors = move || {
        let counts = counts.get().map(|counts| counts.mfa);
        MfaStatus::ALL
            .map(|status| {
                let count = counts.map(|counts| match status {
                    MfaStatus::Enrolled => counts.enrolled,
                    MfaStatus::EnrolmentPeriod => counts.enrolment_period,
                    MfaStatus::EnrolmentOverdue => counts.enrolment_overdue,
                    MfaStatus::NotEnrolled => counts.not_enrolled,
                });
                chip(Chip::new(status.as_str(), mfa::status(status)), count)
            })
            .to_vec()
    };
    // Only while there is a date, and somebody who has not complied.
    let late = move || {
        let count = counts.get().map_or(0, |counts| counts.must_comply);
        let chosen = list.chosen("mustComply");
        (count > 0 || !chosen.get().is_empty()).then(|| {
            let options = vec![Chip::new("true", words::MUST_COMPLY_CHIP).count(count)];
            view! {
                <FilterChips label=words::MUST_COMPLY multi=true
                    options=Signal::derive(move || options.clone()) selected=chosen
                    on_change={move |all: Vec<String>| list.choose("mustComply", &all)}/>
            }
        })
    };
    view! {
        <div class="stack tight">
            <ListToolbar>
                <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                    on_search=move |typed: String| list.set_search(&typed)/>
            </ListToolbar>
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                <FilterChips label=words::STATE multi=true options=Signal::derive(states)
                    selected=list.chosen("state")
                    on_change={move |all: Vec<String>| list.choose("state", &all)}/>
                <FilterChips label=words::PASSWORD multi=true options=Signal::derive(statuses)
                    selected=list.chosen("passwordStatus")
                    on_change={move |all: Vec<String>| list.choose("passwordStatus", &all)}/>
                <FilterChips label=mfa::COLUMN multi=true options=Signal::derive(factors)
                    selected=list.chosen("mfa")
                    on_change={move |all: Vec<String>| list.choose("mfa", &all)}/>
                {late}
            </ChipBar>
        </div>
    }
    .into_any()
}
