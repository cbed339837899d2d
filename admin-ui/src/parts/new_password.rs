//! A new password, typed twice, judged live by the server's own rules.

use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use rules::password::Owner;
use ui_kit::prelude::*;

use crate::sending::Sending;
use crate::words::links as words;

/// The two fields of a new password.
#[derive(Clone, Copy)]
pub struct NewPassword {
    name: &'static str,
    first: RwSignal<String>,
    second: RwSignal<String>,
}

const REPEAT: &str = "repeat";

impl NewPassword {
    /// `name` is the field's name in the request.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            first: RwSignal::new(String::new()),
            second: RwSignal::new(String::new()),
        }
    }

    /// Empties both fields.
    pub fn clear(self) {
        self.first.set(String::new());
        self.second.set(String::new());
    }

    /// The password, if both fields hold one that keeps the rules; otherwise the form's
    /// fields say what is wrong.
    pub fn checked(self, requirements: &PasswordRequirements, form: Sending) -> Option<String> {
        let (first, second) = (self.first.get_untracked(), self.second.get_untracked());
        let owner = owner(requirements);
        let broken = requirements.policy.broken(&first, owner);
        if first.is_empty() {
            form.fault(self.name, words::PASSWORD_MISSING);
        } else if let Some(rule) = broken.first() {
            form.fault(self.name, rule.mend(&first));
        } else if second.is_empty() {
            form.fault(REPEAT, words::REPEAT_MISSING);
        } else if first != second {
            form.fault(REPEAT, words::REPEAT_DIFFERENT);
        } else {
            return Some(first);
        }
        None
    }

    /// The fields; `autofocus` where they are the first question of the page.
    pub fn fields(self, requirements: Signal<PasswordRequirements>, autofocus: bool) -> AnyView {
        let password = self.first;
        let rules = move || {
            let typed = password.get();
            requirements.with(|needed| RuleLine::all(needed.policy, &typed, owner(needed)))
        };
        let strength = move || {
            password.with(|typed| {
                let of =
                    |needed: &PasswordRequirements| needed.policy.strength(typed, owner(needed));
                (!typed.is_empty()).then(|| requirements.with(of))
            })
        };
        view! {
            <PasswordField name=self.name label=words::NEW_PASSWORD value=self.first
                autocomplete="new-password" required=true autofocus=autofocus>
                <StrengthMeter strength=Signal::derive(strength)/>
                <RuleChecklist rules=rules/>
            </PasswordField>
            <PasswordField name=REPEAT label=words::REPEAT value=self.second
                autocomplete="new-password" required=true/>
        }
        .into_any()
    }
}

fn owner(requirements: &PasswordRequirements) -> Owner<'_> {
    Owner {
        email: &requirements.email,
        username: &requirements.username,
    }
}

/// Tells a password manager whose password the form is about.
pub fn username_hint(email: Signal<String>) -> AnyView {
    view! {
        <input class="hidden" type="text" name="username" autocomplete="username" tabindex="-1"
            aria-hidden="true" readonly=true prop:value=move || email.get()/>
    }
    .into_any()
}
