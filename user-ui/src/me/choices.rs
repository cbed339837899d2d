//! What there is to choose for language and time zone.

use js_sys::{Array, Function, Reflect};
use ui_kit::prelude::Choice;
use wasm_bindgen::JsCast;

use crate::words::me;

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

/// A language's name, or its tag where it is not among the known ones.
pub fn language_name(tag: &str) -> String {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name).to_owned()
}

/// The languages to choose from, with the present one among them.
pub fn languages(now: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("", me::NOT_SET)];
    if !now.is_empty() && !LANGUAGES.iter().any(|(tag, _)| *tag == now) {
        all.push(Choice::new(now, now));
    }
    all.extend(LANGUAGES.iter().map(|(tag, name)| Choice::new(*tag, *name)));
    all
}

/// The time zones that the browser knows, with the present one among them. `None` where it
/// does not tell: then the name is typed.
pub fn time_zones(now: &str) -> Option<Vec<Choice>> {
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
    for extra in [now, "UTC"] {
        if !extra.is_empty() && !names.iter().any(|name| name == extra) {
            names.push(extra.to_owned());
        }
    }
    names.sort();
    let mut all = vec![Choice::new("", me::AS_BROWSER)];
    all.extend(names.into_iter().map(|name| {
        let shown = name.replace('_', " ");
        Choice::new(name, shown)
    }));
    Some(all)
}
