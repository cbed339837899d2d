//! How an organization's pages and emails look.

use serde::{Deserialize, Serialize};

use crate::color::{Color, TEXT_CONTRAST};
use crate::text::is_unprintable;
use crate::web_address::contains_web_address;

/// The maximum length of the help text, in characters.
pub const LONGEST_HELP: usize = 500;

/// The maximum number of lines of the help text.
pub const MOST_HELP_LINES: usize = 5;

/// The background in the light theme on which the accent color is hardest to read.
const LIGHT: Color = Color([0xf2, 0xef, 0xe8]);

/// The background in the dark theme on which the accent color is hardest to read.
const DARK: Color = Color([0x2a, 0x28, 0x22]);

const MALFORMED: &str = "Use a color such as #855f06";
const TOO_LIGHT: &str = "This color is too light to be read in the light theme: its contrast with the background is below 4.5 to 1. Choose a darker one";
const TOO_DARK: &str = "This color is too dark to be read in the dark theme: its contrast with the background is below 4.5 to 1. Choose a lighter one";

/// The branding of an organization's pages and emails. An empty text means the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appearance {
    /// The accent color in the light theme, as `#rrggbb`; empty for the default. Its contrast with the
    /// background must be at least 4.5 to 1.
    #[cfg_attr(feature = "openapi", schema(max_length = 7, example = "#1d5993"))]
    pub accent_light: String,
    /// The accent color in the dark theme, as `#rrggbb`; empty for the default. Its contrast with the
    /// background must be at least 4.5 to 1.
    #[cfg_attr(feature = "openapi", schema(max_length = 7, example = "#8fbfec"))]
    pub accent_dark: String,
    /// Where people get help, at most 5 lines without web addresses. Shown on sign-in pages and in emails.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 500,
            example = "Help desk: extension 4321, weekdays 8 to 18"
        )
    )]
    pub help_text: String,
}

crate::only_as_object!(Appearance);

impl Appearance {
    /// The accent color in the light theme, if there is one.
    pub fn light(&self) -> Option<Color> {
        Color::parse(&self.accent_light)
    }

    /// The accent color in the dark theme, if there is one.
    pub fn dark(&self) -> Option<Color> {
        Color::parse(&self.accent_dark)
    }

    /// The fields that are invalid, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let light = color_fault(&self.accent_light, LIGHT, TOO_LIGHT);
        let dark = color_fault(&self.accent_dark, DARK, TOO_DARK);
        let help = help_fault(&self.help_text);
        [
            ("accentLight", light),
            ("accentDark", dark),
            ("helpText", help),
        ]
        .into_iter()
        .filter_map(|(field, fault)| Some((field, fault?)))
        .collect()
    }

    /// Whether it protects accounts less than `before`: looks protect nothing.
    pub const fn is_weaker_than(&self, _: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            accent_light: _,
            accent_dark: _,
            help_text: _,
        } = self;
        false
    }
}

fn color_fault(text: &str, on: Color, faint: &'static str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    match Color::parse(text) {
        None => Some(MALFORMED),
        Some(color) if color.contrast(on) < TEXT_CONTRAST => Some(faint),
        Some(_) => None,
    }
}

fn help_fault(text: &str) -> Option<&'static str> {
    if text.chars().count() > LONGEST_HELP {
        Some("Use at most 500 characters")
    } else if text.lines().count() > MOST_HELP_LINES {
        Some("Use at most 5 lines")
    } else if text.lines().any(|line| line.chars().any(is_unprintable)) {
        Some("Remove invisible control characters")
    } else if contains_web_address(text) {
        Some("Remove the web address: links in emails are only those of their buttons")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(light: &str, dark: &str, help: &str) -> Vec<(&'static str, &'static str)> {
        let appearance = Appearance {
            accent_light: light.to_owned(),
            accent_dark: dark.to_owned(),
            help_text: help.to_owned(),
        };
        appearance.faults()
    }

    #[test]
    fn the_default_and_readable_colors_pass() {
        assert!(with("", "", "").is_empty());
        // Those of the portals, and two others.
        assert!(with("#855f06", "#d8b364", "").is_empty());
        assert!(with("#1d5993", "#8fbfec", "Extension 4321\n8 to 18").is_empty());
    }

    #[test]
    fn the_reason_of_a_refused_color_is_said() {
        assert_eq!(with("#d8b364", "", ""), [("accentLight", TOO_LIGHT)]);
        assert_eq!(with("", "#855f06", ""), [("accentDark", TOO_DARK)]);
        assert_eq!(with("gold", "", ""), [("accentLight", MALFORMED)]);
        assert_eq!(with("#777777", "#777777", "").len(), 2);
    }

    #[test]
    fn a_help_text_is_plain_and_short() {
        let long = "a".repeat(501);
        for help in [
            long.as_str(),
            "a\nb\nc\nd\ne\nf",
            "a\u{202e}b",
            "a\tb",
            "https://evil.example",
            "WWW.evil.example",
            "evil.example/help",
        ] {
            assert_eq!(with("", "", help).len(), 1, "{help:?}");
        }
    }
}
