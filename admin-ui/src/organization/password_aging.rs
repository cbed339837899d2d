//! Password aging, and the compliance deadline for existing passwords.

use contract::change::Change;
use contract::organization::{Organization, SetComplianceDeadline};
use leptos::prelude::*;
use rules::password_aging::AgingPolicy;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::nested::NumberBelow;
use super::security::whole;
use crate::words::security as words;

/// What happens to existing passwords when the requirements change.
const STAY: &str = "stay";
const COMPLY: &str = "comply";
const CANCEL: &str = "cancel";

/// The aging fields of the form. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    has_minimum: RwSignal<bool>,
    minimum: RwSignal<String>,
    has_maximum: RwSignal<bool>,
    maximum: RwSignal<String>,
    reminders: RwSignal<String>,
    present: RwSignal<String>,
    by: RwSignal<String>,
    deadline: RwSignal<Option<Timestamp>>,
}

impl Draft {
    pub fn new() -> Self {
        let (text, switch) = (|| RwSignal::new(String::new()), || RwSignal::new(false));
        Self {
            has_minimum: switch(),
            minimum: text(),
            has_maximum: switch(),
            maximum: text(),
            reminders: text(),
            present: RwSignal::new(STAY.to_owned()),
            by: text(),
            deadline: RwSignal::new(None),
        }
    }

    pub fn fill(self, now: &Organization) {
        let aging = &now.settings.aging_policy;
        self.has_minimum.set(aging.has_minimum_age);
        self.minimum.set(aging.minimum_age_days.to_string());
        self.has_maximum.set(aging.has_maximum_age);
        self.maximum.set(aging.maximum_age_days.to_string());
        let days = aging.reminder_days.iter().map(u8::to_string);
        self.reminders.set(days.collect::<Vec<_>>().join(", "));
        self.present.set(STAY.to_owned());
        self.by.set(String::new());
        self.deadline
            .set(now.compliance_deadline.map(|deadline| deadline.by));
    }

    /// The policy as entered. Invalid numbers become 0, which no field accepts.
    pub fn policy(self) -> AgingPolicy {
        let reminders = self.reminders.get();
        let days = reminders
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().unwrap_or_default());
        AgingPolicy {
            has_minimum_age: self.has_minimum.get(),
            minimum_age_days: whole(self.minimum),
            has_maximum_age: self.has_maximum.get(),
            maximum_age_days: whole(self.maximum),
            reminder_days: days.collect(),
        }
    }

    /// The chosen deadline for existing passwords, at the end of that day.
    pub fn compliance_deadline(self) -> Result<Change<SetComplianceDeadline>, &'static str> {
        match self.present.get().as_str() {
            COMPLY => Timestamp::parse(&format!("{}T23:59:59Z", self.by.get()))
                .map(|by| Change::Set(SetComplianceDeadline { by }))
                .ok_or(words::DATE_MISSING),
            CANCEL => Ok(Change::Clear),
            _ => Ok(Change::Keep),
        }
    }
}

pub(super) fn view(draft: Draft, readonly: bool) -> AnyView {
    view! {
        <Switch label=words::MAXIMUM hint=words::MAXIMUM_HINT checked=draft.has_maximum disabled=readonly/>
        <NumberBelow switch=draft.has_maximum name="agingPolicy.maximumAgeDays"
            label=words::MAXIMUM_DAYS value=draft.maximum hint=words::MAXIMUM_DAYS_HINT
            readonly=readonly digits=3/>
        <Switch label=words::MINIMUM hint=words::MINIMUM_HINT checked=draft.has_minimum disabled=readonly/>
        <NumberBelow switch=draft.has_minimum name="agingPolicy.minimumAgeDays"
            label=words::MINIMUM_DAYS value=draft.minimum hint=words::MINIMUM_DAYS_HINT
            readonly=readonly digits=3/>
        <TextField name="agingPolicy.reminderDays" label=words::REMINDERS value=draft.reminders
            hint=words::REMINDERS_HINT readonly=readonly maxlength=40/>
    }
    .into_any()
}

/// The choice for existing passwords. Shown if the new policy is stricter, if existing passwords
/// would expire, or while there is a deadline.
pub(super) fn present(
    draft: Draft,
    tighter: impl Fn() -> bool + Send + Sync + 'static,
    expire: Memo<bool>,
    readonly: bool,
) -> AnyView {
    let options = move || {
        let deadline = draft.deadline.get();
        let stay = match deadline {
            Some(by) => Choice::new(STAY, words::KEEP_DATE).hint(words::date_is(&day(by))),
            None if expire.get() => Choice::new(STAY, words::BY_AGE).hint(words::BY_AGE_HINT),
            None => Choice::new(STAY, words::STAY).hint(words::STAY_HINT),
        };
        let mut options = vec![
            stay,
            Choice::new(COMPLY, words::COMPLY).hint(words::COMPLY_HINT),
        ];
        if deadline.is_some() {
            options.push(Choice::new(CANCEL, words::TAKE_BACK).hint(words::TAKE_BACK_HINT));
        }
        options
    };
    let chosen = move || draft.present.with(|present| present == COMPLY);
    let asked = Memo::new(move |_| {
        !readonly && (tighter() || expire.get() || draft.deadline.with(Option::is_some) || chosen())
    });
    let question = move || {
        asked.get().then(|| {
            view! {
                <RadioGroup name="present" label=words::PRESENT value=draft.present
                    options=Signal::derive(options)/>
                {move || chosen().then(|| view! {
                    <DateField name="complianceDeadline.by" label=words::COMPLY_BY value=draft.by required=true
                        hint=words::COMPLY_BY_HINT/>
                })}
            }
        })
    };
    view! { {question} }.into_any()
}

/// The chosen day. It is a day in UTC. Noon without a zone is local time, so every browser shows
/// the same day.
pub(super) fn day(by: Timestamp) -> String {
    let by = by.to_string();
    let day = by.split('T').next().unwrap_or_default();
    date(format!("{day}T12:00:00").into())
}
