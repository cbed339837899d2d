//! Times in readable form, formatted with the browser's `Intl`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use rules::time::Timestamp;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom::text;
use crate::root::ui;

/// A time to show. Made from epoch milliseconds, RFC 3339 text, or a [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Moment(f64);

impl From<i64> for Moment {
    #[expect(
        clippy::cast_precision_loss,
        reason = "every millisecond until the year 287396 fits"
    )]
    fn from(millis: i64) -> Self {
        Self(millis as f64)
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self::from(at.unix_millis())
    }
}

impl From<&str> for Moment {
    /// Text that is not RFC 3339 becomes a time that is shown as nothing.
    fn from(rfc3339: &str) -> Self {
        Self(Date::parse(rfc3339))
    }
}

impl From<String> for Moment {
    fn from(text: String) -> Self {
        Self::from(&*text)
    }
}

impl Moment {
    /// The present, by the clock of the browser.
    #[must_use]
    pub fn now() -> Self {
        Self(Date::now())
    }

    fn date(self) -> Date {
        Date::new(&JsValue::from_f64(self.0))
    }

    /// The value of the `datetime` attribute.
    fn iso(self) -> Option<String> {
        self.0
            .is_finite()
            .then(|| self.date().to_iso_string().into())
    }
}

/// The relative time: "3 minutes ago", "in 2 days". After a month, the date. Inside a view, follows
/// the clock and the person's time zone.
#[must_use]
pub fn relative(at: Moment) -> String {
    if !at.0.is_finite() {
        return String::new();
    }
    let ahead = (at.0 - ui().now.get()) / 1_000.0;
    let size = ahead.abs();
    let (amount, unit) = match size {
        s if s < 45.0 => return "just now".to_owned(),
        s if s < 3_570.0 => (ahead / 60.0, "minute"),
        s if s < 84_600.0 => (ahead / 3_600.0, "hour"),
        s if s < 30.0 * 86_400.0 => (ahead / 86_400.0, "day"),
        _ => return date(at),
    };
    let format = Intl::RelativeTimeFormat::new(&locale(), &Object::new());
    format.format(amount.round(), unit).into()
}

/// Date, time and time zone: "Nov 24, 2026, 7:03 AM GMT+1".
#[must_use]
pub fn exact(at: Moment) -> String {
    formatted(
        at,
        &[
            ("year", "numeric"),
            ("month", "short"),
            ("day", "numeric"),
            ("hour", "numeric"),
            ("minute", "2-digit"),
            ("timeZoneName", "short"),
        ],
    )
}

/// Date and time in a time zone: "Nov 24, 2026, 6:03 PM (Europe/Berlin)". If the browser does not know
/// the zone, the same time as [`exact`] shows it.
#[must_use]
pub fn exact_in(at: Moment, zone: &str) -> String {
    if !is_zone(zone) {
        return exact(at);
    }
    let parts = [
        ("year", "numeric"),
        ("month", "short"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "2-digit"),
    ];
    let time = formatted_in(at, &parts, Some(zone));
    format!("{time} ({zone})")
}

/// The date: "Nov 24, 2026".
#[must_use]
pub fn date(at: Moment) -> String {
    formatted(
        at,
        &[("year", "numeric"), ("month", "short"), ("day", "numeric")],
    )
}

/// The day without its year, in a given time zone: "Nov 24". For days that begin in that time zone, because the
/// same moment can have a different date in the person's own.
#[must_use]
pub fn day_in(at: Moment, zone: &str) -> String {
    let day = [("month", "short"), ("day", "numeric")];
    formatted_in(at, &day, Some(zone).filter(|zone| is_zone(zone)))
}

/// The time of day, with the date unless it is within the next hours: "23:51".
#[must_use]
pub fn time_of_day(at: Moment) -> String {
    const SOON: f64 = 12.0 * 3_600_000.0;
    let time = [("hour", "numeric"), ("minute", "2-digit")];
    if (at.0 - ui().now.get()).abs() < SOON {
        formatted(at, &time)
    } else {
        formatted(
            at,
            &[&[("month", "short"), ("day", "numeric")], &time[..]].concat(),
        )
    }
}

/// In the person's time zone.
fn formatted(at: Moment, parts: &[(&str, &str)]) -> String {
    let zone = ui().zone.get().filter(|zone| is_zone(zone));
    formatted_in(at, parts, zone.as_deref())
}

fn formatted_in(at: Moment, parts: &[(&str, &str)], zone: Option<&str>) -> String {
    if !at.0.is_finite() {
        return String::new();
    }
    let options = Object::new();
    for (name, value) in parts {
        set(&options, name, value);
    }
    if let Some(zone) = zone {
        set(&options, "timeZone", zone);
    }
    let format = Intl::DateTimeFormat::new(&locale(), &options).format();
    format
        .call1(&JsValue::UNDEFINED, &at.date())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// Whether the browser knows the time zone; `Intl` throws for an unknown one.
fn is_zone(zone: &str) -> bool {
    let options = Object::new();
    set(&options, "timeZone", zone);
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .and_then(JsCast::dyn_into::<js_sys::Function>);
    class
        .and_then(|class| Reflect::construct(&class, &Array::of2(&locale(), &options)))
        .is_ok()
}

/// The browser's variant of English, because the text around it is English too.
fn locale() -> Array {
    let own = window()
        .navigator()
        .language()
        .filter(|tag| tag.starts_with("en"));
    Array::of1(&JsValue::from_str(own.as_deref().unwrap_or("en-US")))
}

fn set(options: &Object, name: &str, value: &str) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(options, &name.into(), &value.into());
}

/// A relative time, with the exact time on hover.
#[component]
pub fn RelativeTime(
    /// The time.
    #[prop(into)]
    at: Moment,
) -> AnyView {
    view! { <time class="nowrap" datetime=at.iso() title=text(move || exact(at))>{text(move || relative(at))}</time> }
        .into_any()
}

/// A time with date, time and zone.
#[component]
pub fn ExactTime(
    /// The time.
    #[prop(into)]
    at: Moment,
) -> AnyView {
    view! { <time datetime=at.iso()>{text(move || exact(at))}</time> }.into_any()
}

/// The date, with the exact time on hover.
#[component]
pub fn DateText(
    /// The time.
    #[prop(into)]
    at: Moment,
) -> AnyView {
    view! { <time class="nowrap" datetime=at.iso() title=text(move || exact(at))>{text(move || date(at))}</time> }
        .into_any()
}
