//! The five meanings of colors. Each also has an icon.

use crate::icon::Icon;

/// The meaning of a badge, a notice or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    #[default]
    Neutral,
    /// Information.
    Info,
    /// Good.
    Ok,
    /// Needs attention soon.
    Warn,
    /// Needs attention now, or is destructive.
    Danger,
}

impl Tone {
    /// The CSS class of this tone.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    /// The default icon for this tone.
    #[must_use]
    pub fn icon(self) -> Icon {
        match self {
            Self::Neutral => Icon::Circle,
            Self::Info => Icon::Info,
            Self::Ok => Icon::CheckCircle,
            Self::Warn => Icon::Alert,
            Self::Danger => Icon::Stop,
        }
    }
}
