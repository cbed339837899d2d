//! The five meanings that colour may carry; each also has an icon.

use crate::icon::Icon;

/// What a badge, a notice or a number says about the state of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// As it should be.
    Ok,
    /// Will need somebody.
    Warn,
    /// Needs somebody now, or destroys something.
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

    /// The icon that goes with it where the caller names no other.
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
