//! The input in an application's form, and its differences from the saved state.

use contract::applications::{Application, UpdateApplication};
use contract::change::Change;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, MOST_FRESH_MINUTES, OpenTo};
use rules::resource::AfterLoss;

use crate::words::applications::{self as words, Often};

/// The name of the field with the minutes, in the API and in the form.
pub const MINUTES: &str = "freshMinutes";

const ONCE: &str = "once";
const EVERY_TIME: &str = "every";
const WITHIN: &str = "within";
/// What is suggested.
const HOUR: &str = "60";

/// The values of `often`, with their texts.
pub const OFTEN: [(&str, &str); 3] = [
    (ONCE, words::ONCE),
    (EVERY_TIME, words::EVERY_TIME),
    (WITHIN, words::WITHIN),
];

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub launch_url: RwSignal<String>,
    pub description: RwSignal<String>,
    pub category: RwSignal<String>,
    pub letter: RwSignal<String>,
    pub color: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    pub visible: RwSignal<bool>,
    pub open_to: RwSignal<String>,
    pub factor: RwSignal<String>,
    pub often: RwSignal<String>,
    pub minutes: RwSignal<String>,
    pub keep_locked: RwSignal<bool>,
}

/// What the fields mean.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Values {
    name: String,
    launch_url: Option<String>,
    description: Option<String>,
    category: Option<String>,
    letter: String,
    color: Option<IconColor>,
    enabled: bool,
    visible: bool,
    open_to: Option<OpenTo>,
    factor: Option<WantedFactor>,
    /// As typed if it is not a number.
    fresh: Result<Option<u32>, String>,
    on_lock: AfterLoss,
}

impl From<&Application> for Values {
    fn from(saved: &Application) -> Self {
        Self {
            name: saved.name.clone(),
            launch_url: saved.launch_url.clone(),
            description: saved.description.clone(),
            category: saved.category.clone(),
            letter: saved.letter.clone(),
            color: Some(saved.color),
            enabled: saved.enabled,
            visible: saved.visible,
            open_to: Some(saved.open_to),
            factor: Some(saved.factor),
            fresh: Ok(saved.fresh_minutes),
            on_lock: saved.on_lock,
        }
    }
}

impl Draft {
    /// The form of a new application.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: empty(),
            launch_url: empty(),
            description: empty(),
            category: empty(),
            letter: empty(),
            color: RwSignal::new(IconColor::Blue.as_str().to_owned()),
            enabled: RwSignal::new(true),
            visible: RwSignal::new(true),
            open_to: RwSignal::new(OpenTo::Assigned.as_str().to_owned()),
            factor: RwSignal::new(WantedFactor::None.as_str().to_owned()),
            often: RwSignal::new(ONCE.to_owned()),
            minutes: RwSignal::new(HOUR.to_owned()),
            keep_locked: RwSignal::new(true),
        }
    }

    /// Copies the saved state.
    pub fn fill(self, saved: &Application) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        self.name.set(saved.name.clone());
        self.launch_url.set(text(&saved.launch_url));
        self.description.set(text(&saved.description));
        self.category.set(text(&saved.category));
        self.letter.set(saved.letter.clone());
        self.color.set(saved.color.as_str().to_owned());
        self.enabled.set(saved.enabled);
        self.visible.set(saved.visible);
        self.open_to.set(saved.open_to.as_str().to_owned());
        self.factor.set(saved.factor.as_str().to_owned());
        let (often, minutes) = match saved.fresh_minutes {
            None => (ONCE, HOUR.to_owned()),
            Some(0) => (EVERY_TIME, HOUR.to_owned()),
            Some(minutes) => (WITHIN, minutes.to_string()),
        };
        self.often.set(often.to_owned());
        self.minutes.set(minutes);
        self.keep_locked.set(saved.on_lock.maintains());
    }

    /// How often a factor is asked for.
    pub fn how_often(self) -> Often {
        self.often.with(|often| match &**often {
            EVERY_TIME => Often::EveryTime,
            WITHIN => Often::Within,
            _ => Often::Once,
        })
    }

    /// The factor that is asked for.
    pub fn wanted(self) -> WantedFactor {
        let factor = self.factor.with(|factor| WantedFactor::parse(factor));
        factor.unwrap_or(WantedFactor::None)
    }

    /// The color of the mark.
    pub fn shown_color(self) -> IconColor {
        let color = self.color.with(|color| IconColor::parse(color));
        color.unwrap_or(IconColor::Blue)
    }

    /// The letter of the mark: without one, the first of the name.
    pub fn shown_letter(self) -> String {
        let letter = self.letter.with(|letter| letter.trim().to_owned());
        if !letter.is_empty() {
            return letter;
        }
        let first = self.name.with(|name| name.trim().chars().next());
        first.into_iter().flat_map(char::to_uppercase).collect()
    }

    /// The optional description. The field has several lines only to show long ones.
    pub fn one_description(self) -> Option<String> {
        let typed = self.description.get();
        let lines = typed.lines().map(str::trim);
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        Some(lines.join(" ")).filter(|text| !text.is_empty())
    }

    /// The optional category.
    pub fn one_category(self) -> Option<String> {
        trimmed(self.category)
    }

    /// The address, if there is one.
    pub fn address(self) -> Option<String> {
        trimmed(self.launch_url)
    }

    fn values(self) -> Values {
        let fresh = match self.how_often() {
            Often::Once => Ok(None),
            Often::EveryTime => Ok(Some(0)),
            Often::Within => self.minutes.with(|typed| minutes(typed)).map(Some),
        };
        Values {
            name: self.name.with(|name| name.trim().to_owned()),
            launch_url: self.address(),
            description: self.one_description(),
            category: self.one_category(),
            letter: self.shown_letter(),
            color: self.color.with(|color| IconColor::parse(color)),
            enabled: self.enabled.get(),
            visible: self.visible.get(),
            open_to: self.open_to.with(|open_to| OpenTo::parse(open_to)),
            factor: self.factor.with(|factor| WantedFactor::parse(factor)),
            fresh,
            on_lock: AfterLoss::of(self.keep_locked.get()),
        }
    }

    /// Whether the input differs from the saved state.
    pub fn differs(self, saved: &Application) -> bool {
        self.values() != Values::from(saved)
    }

    /// Reports what is wrong with the input at its fields. Only a bookmark needs an address.
    pub fn check(self, form: Sending, protocol: ApplicationProtocol) {
        form.check_line("name", &self.name.get_untracked(), 100, words::NAME_MISSING);
        let is_wrong = match untrack(|| self.address()) {
            Some(address) => !is_page(&address),
            None => protocol == ApplicationProtocol::Bookmark,
        };
        if is_wrong {
            form.fault("launchUrl", words::ADDRESS_MISSING);
        }
        if untrack(|| self.values()).fresh.is_err() {
            form.fault(MINUTES, words::MINUTES_WRONG);
        }
    }

    /// The changes from the saved state to the input.
    pub fn changes(self, saved: &Application) -> UpdateApplication {
        let now = untrack(|| self.values());
        let before = Values::from(saved);
        let fresh = now.fresh.unwrap_or(saved.fresh_minutes);
        UpdateApplication {
            name: (now.name != before.name).then_some(now.name),
            description: change(now.description, &before.description),
            letter: (now.letter != before.letter).then_some(now.letter),
            color: now.color.filter(|color| Some(*color) != before.color),
            enabled: (now.enabled != before.enabled).then_some(now.enabled),
            visible: (now.visible != before.visible).then_some(now.visible),
            category: change(now.category, &before.category),
            launch_url: change(now.launch_url, &before.launch_url),
            open_to: now
                .open_to
                .filter(|open_to| Some(*open_to) != before.open_to),
            factor: now.factor.filter(|factor| Some(*factor) != before.factor),
            fresh_minutes: change(fresh, &saved.fresh_minutes),
            on_lock: (now.on_lock != before.on_lock).then_some(now.on_lock),
            oidc: None,
            saml: None,
        }
    }
}

/// The text without spaces around it, unless it is empty.
fn trimmed(field: RwSignal<String>) -> Option<String> {
    let text = field.with(|text| text.trim().to_owned());
    Some(text).filter(|text| !text.is_empty())
}

fn change<T: PartialEq>(now: Option<T>, before: &Option<T>) -> Change<T> {
    if now == *before {
        Change::Keep
    } else {
        Change::from_option(now)
    }
}

/// Whether the address is that of a page. The server checks the rest of it.
fn is_page(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    address.starts_with("https://") || address.starts_with("http://")
}

/// A number of minutes, or what was typed.
fn minutes(typed: &str) -> Result<u32, String> {
    let number: Option<u32> = typed.trim().parse().ok();
    let number = number.filter(|number| (1..=MOST_FRESH_MINUTES).contains(number));
    number.ok_or_else(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn minutes_have_limits() {
        assert_eq!(minutes(" 60 "), Ok(60));
        assert_eq!(minutes("43200"), Ok(43_200));
        for wrong in ["0", "43201", "-1", "an hour", ""] {
            assert_eq!(minutes(wrong), Err(wrong.to_owned()));
        }
    }
}
