//! Choosing a new password: the field with its list of rules, the confirmation field, and the
//! checks before submitting.

use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use rules::passwords::Owner;
use ui_kit::prelude::*;

use crate::sending::Sending;
use crate::words::passwords as words;

/// The name of the confirmation field, which is not sent.
const CONFIRM: &str = "confirm";

/// The two fields of a new password. Copy.
#[derive(Clone, Copy)]
pub struct NewPassword {
    name: &'static str,
    password: RwSignal<String>,
    confirmation: RwSignal<String>,
}

impl NewPassword {
    /// Two empty fields; `name` is the field's name in the request.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            password: RwSignal::new(String::new()),
            confirmation: RwSignal::new(String::new()),
        }
    }

    /// Clears both fields.
    pub fn clear(self) {
        self.password.set(String::new());
        self.confirmation.set(String::new());
    }

    /// The password, if it follows the rules and was confirmed. Otherwise shows the errors in the
    /// form.
    pub fn checked(self, requirements: &PasswordRequirements, form: Sending) -> Option<String> {
        let password = self.password.get_untracked();
        let confirmation = self.confirmation.get_untracked();
        let broken = requirements.policy.broken(&password, owner(requirements));
        if password.is_empty() {
            form.fault(self.name, words::MISSING);
            return None;
        }
        if let Some(rule) = broken.first() {
            form.fault(self.name, rule.mend(&password));
        }
        if confirmation.is_empty() {
            form.fault(CONFIRM, words::CONFIRM_MISSING);
        } else if confirmation != password {
            form.fault(CONFIRM, words::CONFIRM_DIFFERS);
        } else if broken.is_empty() {
            return Some(password);
        }
        None
    }

    /// The fields, with the account's name for password managers.
    pub fn fields(self, requirements: Signal<PasswordRequirements>, autofocus: bool) -> AnyView {
        let beside = move || {
            let text = requirements.with(|needed| needed.policy.beside_the_rules());
            text.map(|text| view! { <p class="small muted">{text}</p> })
        };
        view! {
            <HiddenUsername value=Signal::derive(move || requirements.with(|all| all.email.clone()))/>
            <PasswordField name=self.name label=words::NEW value=self.password
                autocomplete="new-password" required=true autofocus=autofocus>
                {guidance(self.password, requirements)}
                {beside}
            </PasswordField>
            <PasswordField name=CONFIRM label=words::CONFIRM value=self.confirmation
                autocomplete="new-password" required=true/>
        }
        .into_any()
    }
}

/// The strength of a new password and the rules for it, for below its field.
pub fn guidance(password: RwSignal<String>, requirements: Signal<PasswordRequirements>) -> AnyView {
    let rules = move || requirements.with(|needed| password.with(|typed| lines(needed, typed)));
    let strength = move || {
        password.with(|typed| {
            let strength_of =
                |needed: &PasswordRequirements| needed.policy.strength(typed, owner(needed));
            (!typed.is_empty()).then(|| requirements.with(strength_of))
        })
    };
    view! {
        <StrengthMeter strength=Signal::derive(strength)/>
        <RuleChecklist rules=rules/>
    }
    .into_any()
}

fn owner(requirements: &PasswordRequirements) -> Owner<'_> {
    Owner {
        email: &requirements.email,
        username: &requirements.username,
    }
}

fn lines(requirements: &PasswordRequirements, password: &str) -> Vec<RuleLine> {
    RuleLine::all(requirements.policy, password, owner(requirements))
}

#[cfg(test)]
mod tests {
    use rules::passwords::PasswordPolicy;

    use super::*;

    #[test]
    fn the_list_ticks_rules_off_as_a_person_types() {
        let requirements = PasswordRequirements {
            policy: PasswordPolicy::default(),
            email: "ada@example.com".to_owned(),
            username: "countess".to_owned(),
        };
        let states = |password: &str| -> Vec<RuleState> {
            lines(&requirements, password)
                .into_iter()
                .map(|line| line.state)
                .collect()
        };
        use RuleState::{Failed, Met, Open};
        assert_eq!(states(""), [Open, Open]);
        assert_eq!(states("short"), [Open, Met]);
        assert_eq!(states("long enough now"), [Met, Met]);
        assert_eq!(states("the countess herself"), [Met, Failed]);
        // The maximum length is shown only when it is exceeded.
        assert_eq!(states(&"long enough now ".repeat(5)), [Met, Failed, Met]);
    }
}
