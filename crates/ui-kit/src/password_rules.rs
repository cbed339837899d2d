//! The rules for a password, and its strength, while a person types.

use leptos::prelude::*;
use rules::passwords::{Owner, PasswordPolicy, Rule, RuleStatus, Strength, length};

use crate::dom::{live, text};
use crate::icon::{Icon, glyph};
use crate::words;

/// Whether a rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleState {
    /// Nothing has been typed yet.
    Open,
    /// Met.
    Met,
    /// Not met.
    Failed,
}

/// One line of a [`RuleChecklist`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule, as an instruction: "At least 12 characters".
    pub text: String,
    /// Whether the input meets it.
    pub state: RuleState,
}

impl RuleLine {
    /// One line per rule of a policy, with the state for the input. Shows the number of characters
    /// until there are enough; shows the maximum length only when it is exceeded.
    pub fn all(policy: PasswordPolicy, typed: &str, owner: Owner<'_>) -> Vec<Self> {
        let line = |rule: Rule| {
            let state = match policy.status(rule, typed, owner) {
                RuleStatus::Open => RuleState::Open,
                RuleStatus::Kept => RuleState::Met,
                RuleStatus::Broken => RuleState::Failed,
            };
            let text = match (rule, state) {
                (Rule::MinLength(_), RuleState::Open) if !typed.is_empty() => {
                    words::so_far(&rule.requirement(), length(typed))
                }
                _ => rule.requirement(),
            };
            Self { text, state }
        };
        let told = |rule: &Rule| {
            *rule != Rule::MaxLength || policy.status(*rule, typed, owner) == RuleStatus::Broken
        };
        policy.rules().into_iter().filter(told).map(line).collect()
    }
}

/// The rules for a password, checked off as a person types.
#[component]
pub fn RuleChecklist(
    /// The rules, in a fixed order.
    #[prop(into)]
    rules: Signal<Vec<RuleLine>>,
) -> AnyView {
    let line = |rule: RuleLine| {
        let (class, icon, said) = match rule.state {
            RuleState::Open => ("rule", Icon::Circle, words::NOT_YET),
            RuleState::Met => ("rule met", Icon::Check, words::MET),
            RuleState::Failed => ("rule failed", Icon::X, words::NOT_MET),
        };
        view! {
            <li class=class>
                {glyph(icon, 16)}
                <span>{rule.text}<span class="hidden">{format!(": {said}")}</span></span>
            </li>
        }
    };
    view! { <ul class="rules">{live(move || Some(rules.get().into_iter().map(line).collect_view().into_any()))}</ul> }
        .into_any()
}

/// The strength of a password, in four steps and a word.
#[component]
pub fn StrengthMeter(
    /// The strength; `None` while the field is empty.
    #[prop(into)]
    strength: Signal<Option<Strength>>,
) -> AnyView {
    let word = Memo::new(move |_| strength.get().map_or("", Strength::label));
    view! {
        <div class=text(move || format!("strength s{}", strength.get().map_or(0, |it| it as u8)))
            hidden=move || strength.get().is_none()>
            <span class="strength-bar" aria-hidden="true">
                <span></span><span></span><span></span><span></span>
            </span>
            <span class="small" role="status">
                <span class="muted">{words::STRENGTH}": "</span>{word}
            </span>
        </div>
    }
    .into_any()
}
