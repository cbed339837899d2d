//! The choices for language and time zone.

use std::iter;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::field::Choice;
use crate::words;

/// Languages by tag, in the order of their English names.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("ca", "Catalan"),
    ("zh-Hans", "Chinese (simplified)"),
    ("zh-Hant", "Chinese (traditional)"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("en-AU", "English (Australia)"),
    ("en-CA", "English (Canada)"),
    ("en-GB", "English (United Kingdom)"),
    ("en-US", "English (United States)"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("fr-CA", "French (Canada)"),
    ("de", "German"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("is", "Icelandic"),
    ("id", "Indonesian"),
    ("ga", "Irish"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lv", "Latvian"),
    ("lt", "Lithuanian"),
    ("ms", "Malay"),
    ("nb", "Norwegian"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pt-BR", "Portuguese (Brazil)"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("es", "Spanish"),
    ("es-419", "Spanish (Latin America)"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("ta", "Tamil"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
];

/// A language's name, or its tag if it is not listed.
pub(super) fn language_name(tag: &str) -> String {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name).to_owned()
}

/// The selectable languages.
pub(super) fn languages() -> Vec<Choice> {
    let all = LANGUAGES.iter().map(|(tag, name)| Choice::new(*tag, *name));
    iter::once(Choice::new("", words::NOT_SET))
        .chain(all)
        .collect()
}

/// The choices for the time zone of an organization, which always has one, and the stored `value` if it
/// is not among them. `None` if the browser does not list time zones.
#[must_use]
pub fn organization_time_zones(value: RwSignal<String>) -> Option<Signal<Vec<Choice>>> {
    named_zones().map(|known| with_stored(known, value))
}

/// The choices for the time zone of a person. `None` if the browser does not list time zones.
pub(super) fn time_zones() -> Option<Vec<Choice>> {
    let unset = Choice::new("", words::SAME_AS_BROWSER);
    named_zones().map(|known| iter::once(unset).chain(known).collect())
}

/// The time zones known to the browser. `None` if it does not list them.
fn named_zones() -> Option<Vec<Choice>> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let known: Function = Reflect::get(&intl, &"supportedValuesOf".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let zones: Array = known
        .call1(&intl, &"timeZone".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let mut names: Vec<String> = zones.iter().filter_map(|zone| zone.as_string()).collect();
    if !names.iter().any(|name| name == "UTC") {
        names.push("UTC".to_owned());
    }
    names.sort();
    let all = names.into_iter().map(|name| {
        let shown = name.replace('_', " ");
        Choice::new(name, shown)
    });
    Some(all.collect())
}

/// `known`, and the stored value if it is not among them.
pub(super) fn with_stored(known: Vec<Choice>, value: RwSignal<String>) -> Signal<Vec<Choice>> {
    let listed: Vec<String> = known.iter().map(|choice| choice.value.clone()).collect();
    let unlisted = Memo::new(move |before: Option<&String>| {
        let now = value.get();
        if listed.contains(&now) {
            before.cloned().unwrap_or_default()
        } else {
            now
        }
    });
    Signal::derive(move || {
        let mut all = known.clone();
        let unlisted = unlisted.get();
        if !unlisted.is_empty() {
            all.push(Choice::new(unlisted.clone(), unlisted));
        }
        all
    })
}
