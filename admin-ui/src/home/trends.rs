//! Sign-ins, lockouts, emails, MFA and passwords over time.

use contract::events::EventAction;
use contract::filter::EventFilter;
use contract::reports::{DayReport, HomeReport, PeriodCount, UserReport};
use contract::users::MfaCounts;
use leptos::prelude::*;
use rules::time::Timestamp;

use super::adoption;
use super::chart::{self, Chart};
use crate::address::{self, EVENTS};
use crate::words::home as words;

/// The charts. `mfa` is how many users have each MFA status now.
pub(super) fn view(report: &HomeReport, mfa: MfaCounts) -> AnyView {
    let (days, zone) = (&report.days, &*report.time_zone);
    let users = report.users.as_ref().map(|users| {
        view! {
            {chart::view(adopted(users, mfa, zone))}
            {chart::view(expiring(users, zone))}
        }
    });
    view! {
        <section class="charts" aria-label=words::TRENDS>
            {chart::view(sign_ins(days, zone))}
            {users}
            {chart::view(lockouts(days, zone))}
            {chart::view(failed_emails(days, zone))}
        </section>
    }
    .into_any()
}

fn sign_ins(days: &[DayReport], zone: &str) -> Chart {
    let succeeded = total(days, |day| day.sign_ins);
    let failed = total(days, DayReport::failed_sign_ins);
    let numbers = |day: &DayReport| {
        vec![
            day.sign_ins,
            day.wrong_passwords,
            day.wrong_factors,
            day.refused,
        ]
    };
    Chart {
        title: words::sign_ins(succeeded, failed),
        lead: words::sign_ins_lead(zone),
        above: None,
        table: words::SIGN_INS_TABLE,
        period: words::day(zone),
        zone: zone.to_owned(),
        parts: &[
            (words::SUCCEEDED, "ok"),
            (words::WRONG_PASSWORD, "danger"),
            (words::WRONG_FACTOR, "warn"),
            (words::REFUSED, "neutral"),
        ],
        rows: days.iter().map(|day| (day.begins, numbers(day))).collect(),
        full: 0,
        link: None,
    }
}

fn adopted(users: &UserReport, mfa: MfaCounts, zone: &str) -> Chart {
    let now = users.enrolled.last().map_or(0, |day| day.count);
    Chart {
        title: words::adopted(now, users.total, now - users.enrolled_before),
        lead: words::adopted_lead(zone),
        above: Some(adoption::view(mfa)),
        table: words::ADOPTED_TABLE,
        period: words::day(zone),
        zone: zone.to_owned(),
        parts: &[(words::WITH_MFA, "ok")],
        rows: users.enrolled.iter().map(row).collect(),
        full: users.total,
        link: None,
    }
}

fn expiring(users: &UserReport, zone: &str) -> Chart {
    let weeks = &users.expiring;
    let this_week = weeks.first().map_or(0, |week| week.count);
    let soon = weeks.iter().map(|week| week.count).sum();
    Chart {
        title: words::expiring(soon, this_week),
        lead: words::expiring_lead(users.expiring_later, zone),
        above: None,
        table: words::EXPIRING_TABLE,
        period: words::week(zone),
        zone: zone.to_owned(),
        parts: &[(words::PASSWORDS, "neutral")],
        rows: weeks.iter().map(row).collect(),
        full: 0,
        link: None,
    }
}

fn lockouts(days: &[DayReport], zone: &str) -> Chart {
    Chart {
        title: words::lockouts(total(days, |day| day.lockouts)),
        lead: words::lockouts_lead(zone),
        above: None,
        table: words::LOCKOUTS_TABLE,
        period: words::day(zone),
        zone: zone.to_owned(),
        parts: &[(words::LOCKOUTS, "danger")],
        rows: rows(days, |day| day.lockouts),
        full: 0,
        link: events_of(EventAction::AccountLocked, words::ALL_LOCKOUTS),
    }
}

fn failed_emails(days: &[DayReport], zone: &str) -> Chart {
    Chart {
        title: words::failed_emails(total(days, |day| day.failed_emails)),
        lead: words::failed_lead(zone),
        above: None,
        table: words::FAILED_TABLE,
        period: words::day(zone),
        zone: zone.to_owned(),
        parts: &[(words::FAILED_EMAILS, "warn")],
        rows: rows(days, |day| day.failed_emails),
        full: 0,
        link: events_of(EventAction::MailFailed, words::ALL_FAILED),
    }
}

fn total(days: &[DayReport], number: fn(&DayReport) -> u64) -> u64 {
    days.iter().map(number).sum()
}

fn rows(days: &[DayReport], number: fn(&DayReport) -> u64) -> Vec<(Timestamp, Vec<u64>)> {
    days.iter()
        .map(|day| (day.begins, vec![number(day)]))
        .collect()
}

fn row(period: &PeriodCount) -> (Timestamp, Vec<u64>) {
    (period.begins, vec![period.count])
}

fn events_of(action: EventAction, text: &'static str) -> Option<(String, &'static str)> {
    let filter = EventFilter {
        action: vec![action],
        ..EventFilter::default()
    };
    let href = address::with(EVENTS, &[("filter", &filter.to_string())]);
    Some((href, text))
}
