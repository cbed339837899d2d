//! The MFA statuses of the users: a bar, and numbers that link to the lists of users.

use contract::filter::UserFilter;
use contract::page::MOST_COUNTED;
use contract::users::MfaCounts;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use ui_kit::prelude::*;

use crate::address::{self, USERS};
use crate::words::mfa;

pub(super) fn view(counts: MfaCounts) -> AnyView {
    let parts = [
        (MfaStatus::Enrolled, counts.enrolled, "ok"),
        (
            MfaStatus::EnrollmentPeriod,
            counts.enrollment_period,
            "warn",
        ),
        (
            MfaStatus::EnrollmentOverdue,
            counts.enrollment_overdue,
            "danger",
        ),
        (MfaStatus::NotEnrolled, counts.not_enrolled, "neutral"),
    ];
    // The shares are unknown if a count is incomplete.
    let counted = parts.iter().all(|(_, count, _)| *count <= MOST_COUNTED);
    let total: u64 = parts.iter().map(|(_, count, _)| count).sum();
    let mut from = 0;
    let bars = parts
        .map(|(_, count, tone)| {
            let x = from;
            from += count;
            view! {
                <rect class=tone x=x.to_string() y="0" width=count.to_string() height="1"/>
            }
        })
        .collect_view();
    let legend = parts
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(status, count, tone)| {
            let filter = UserFilter {
                mfa: vec![status],
                ..UserFilter::default()
            };
            let href = address::with(USERS, &[("filter", &filter.to_string())]);
            view! {
                <li>
                    <span class=format!("swatch {tone}") aria-hidden="true"></span>
                    <a class="link" href=href>{mfa::status(status)}</a>
                    <span class="num">{short_length(count)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        {counted.then(|| view! {
            <svg class="stacked" viewBox=format!("0 0 {} 1", total.max(1))
                preserveAspectRatio="none" aria-hidden="true">{bars}</svg>
        })}
        <ul class="legend">{legend}</ul>
    }
    .into_any()
}
