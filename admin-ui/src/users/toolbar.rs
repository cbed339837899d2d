//! The search, and a menu with all filters. Active filters are shown next to it.

use contract::filter::{Days, FilterValue as _, RecoveryEmailStatus, UserFilter};
use contract::users::UserCounts;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use rules::password_aging::EXPIRING_DAYS;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use super::attribute_filters::AttributeFilters;
use super::columns::Definitions;
use super::typed_filter::TypedFilters;
use super::{column_dialog, sort_menu, views};
use crate::components::ChipFilter;
use crate::groups::GroupFilter;
use crate::list::List;
use crate::words::{mfa, organization_terms, status, users as words};

pub(super) fn view(
    list: List,
    counts: RwSignal<Option<UserCounts>>,
    (changed, definitions): (RwSignal<u32>, Definitions),
) -> AnyView {
    let filters = filters(list, counts);
    let group = list.field(|filter: &mut UserFilter| &mut filter.group);
    let groups = GroupFilter::new(group, Some(changed));
    let attributes = AttributeFilters::new(list, definitions);
    let typed = TypedFilters::new(list, attributes);
    let active = move || {
        let filters = filters.iter().map(|filter| filter.active());
        filters.sum::<u64>() + groups.active() + attributes.active() + typed.active()
    };
    view! {
        <ListToolbar>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                on_search=move |typed: String| list.set_search(&typed)/>
            <FilterMenu active=Signal::derive(active)>
                {filters.map(ChipFilter::menu).collect_view()}
                {groups.menu()}
                {attributes.menu()}
                {typed.menu()}
            </FilterMenu>
            {sort_menu::view(list, definitions)}
            {column_dialog::view(list, definitions)}
            {views::view(list)}
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                {filters.map(ChipFilter::chosen).collect_view()}
                {groups.chosen()}
                {attributes.chosen()}
                {typed.chosen()}
            </ChipBar>
        </ListToolbar>
    }
    .into_any()
}

/// The filters that are needed most come first.
fn filters(list: List, counts: RwSignal<Option<UserCounts>>) -> [ChipFilter; 7] {
    let chip = |value: &'static str, word: &'static str, count: Option<u64>| {
        let chip = Chip::new(value, word);
        match count {
            Some(count) => chip.count(count),
            None => chip,
        }
    };
    let statuses = move || {
        let counts = counts.get().map(|counts| counts.password_statuses);
        let of = |password| {
            let count = counts.map(|counts| match password {
                PasswordStatus::Pending => counts.pending,
                PasswordStatus::Active => counts.active,
                PasswordStatus::Expired => counts.expired,
                PasswordStatus::Locked => counts.locked,
            });
            chip(password.as_str(), status::password(password), count)
        };
        PasswordStatus::ALL
            .into_iter()
            .rev()
            .map(of)
            .collect::<Vec<_>>()
    };
    let states = move || {
        let counts = counts.get().map(|counts| counts.states);
        let of = |state| {
            let count = counts.map(|counts| match state {
                UserState::Staged => counts.staged,
                UserState::Active => counts.active,
                UserState::Suspended => counts.suspended,
            });
            chip(state.as_str(), status::state(state), count)
        };
        UserState::ALL.map(of).to_vec()
    };
    let factors = move || {
        let counts = counts.get().map(|counts| counts.mfa);
        let of = |status| {
            let count = counts.map(|counts| match status {
                MfaStatus::Enrolled => counts.enrolled,
                MfaStatus::EnrollmentPeriod => counts.enrollment_period,
                MfaStatus::EnrollmentOverdue => counts.enrollment_overdue,
                MfaStatus::NotEnrolled => counts.not_enrolled,
            });
            chip(status.as_str(), mfa::status(status), count)
        };
        MfaStatus::ALL.map(of).to_vec()
    };
    let soon = move || {
        let chip = Chip::new(
            Days::new(EXPIRING_DAYS).text(),
            words::expires_within(EXPIRING_DAYS),
        );
        vec![match counts.get() {
            Some(counts) => chip.count(counts.expiring),
            None => chip,
        }]
    };
    let expires = list.field(|filter: &mut UserFilter| &mut filter.password_expires_within);
    let must_comply = list.field(|filter: &mut UserFilter| &mut filter.must_comply);
    // Only if there is a deadline, and users who have not complied.
    let late = move || {
        let count = counts.get().map_or(0, |counts| counts.must_comply);
        if count > 0 || must_comply.chosen.with(|all| !all.is_empty()) {
            vec![chip("true", words::MUST_COMPLY_CHIP, Some(count))]
        } else {
            Vec::new()
        }
    };
    let password_status = list.field(|filter: &mut UserFilter| &mut filter.password_status);
    let state = list.field(|filter: &mut UserFilter| &mut filter.state);
    let mfa_status = list.field(|filter: &mut UserFilter| &mut filter.mfa);
    [
        ChipFilter::new(
            words::PASSWORD_STATUS,
            password_status,
            Signal::derive(statuses),
        ),
        ChipFilter::new(words::STATE, state, Signal::derive(states)),
        ChipFilter::new(mfa::COLUMN, mfa_status, Signal::derive(factors)),
        ChipFilter::new(words::EXPIRES, expires, Signal::derive(soon)),
        ChipFilter::new(words::MUST_COMPLY, must_comply, Signal::derive(late)),
        recovery_email(list),
        terms(list),
    ]
}

fn recovery_email(list: List) -> ChipFilter {
    let field = list.field(|filter: &mut UserFilter| &mut filter.recovery_email);
    let of = |status: RecoveryEmailStatus| {
        let word = match status {
            RecoveryEmailStatus::None => words::NO_RECOVERY_EMAIL,
            RecoveryEmailStatus::Unverified => words::RECOVERY_UNVERIFIED,
            RecoveryEmailStatus::Verified => words::RECOVERY_VERIFIED,
        };
        Chip::new(status.as_str(), word)
    };
    let options = RecoveryEmailStatus::ALL.map(of).to_vec();
    ChipFilter::new(words::RECOVERY_EMAIL, field, options)
}

/// Only if it is chosen: the settings of the terms lead to it.
fn terms(list: List) -> ChipFilter {
    let field = list.field(|filter: &mut UserFilter| &mut filter.terms_accepted);
    let options = move || {
        if field.chosen.with(Vec::is_empty) {
            return Vec::new();
        }
        vec![
            Chip::new("true", organization_terms::ACCEPTED),
            Chip::new("false", organization_terms::NOT_ACCEPTED),
        ]
    };
    ChipFilter::new(organization_terms::FILTER, field, Signal::derive(options))
}
