//! Choosing a new password, wherever that happens: the field with its live checklist, the
//! field to repeat it, and what is checked before either is sent.

use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use rules::password::Owner;
use ui_kit::prelude::*;

use crate::send::Sending;
use crate::words::passwords as words;

/// The name that the API gives the field.
const FIELD: &str = "newPassword";
/// The name of the field that only this page knows.
const CONFIRM: &str = "confirm";

/// What is typed into the two fields. Copy.
#[derive(Clone, Copy)]
pub struct NewPassword {
    /// The password.
    pub password: RwSignal<String>,
    confirm: RwSignal<String>,
}

impl NewPassword {
    /// Two empty fields.
    pub fn new() -> Self {
        Self {
            password: RwSignal::new(String::new()),
            confirm: RwSignal::new(String::new()),
        }
    }

    /// Notes in `sending` what is wrong with either field.
    pub fn check(self, requirements: &PasswordRequirements, sending: Sending) {
        let password = self.password.get_untracked();
        let confirm = self.confirm.get_untracked();
        if password.is_empty() {
            sending.mend(FIELD, words::MISSING);
            return;
        }
        let broken = requirements.policy.broken(&password, owner(requirements));
        if let Some(rule) = broken.first() {
            sending.mend(FIELD, rule.mend(&password));
        }
        if confirm.is_empty() {
            sending.mend(CONFIRM, words::CONFIRM_MISSING);
        } else if confirm != password {
            sending.mend(CONFIRM, words::CONFIRM_DIFFERS);
        }
    }
}

fn owner(requirements: &PasswordRequirements) -> Owner<'_> {
    Owner {
        email: &requirements.email,
        username: &requirements.username,
    }
}

/// The two fields. They stand inside a form; the checklist follows the typing.
#[component]
pub fn NewPasswordFields(
    /// What is typed.
    value: NewPassword,
    /// What the password must be.
    requirements: PasswordRequirements,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> AnyView {
    let account = requirements.email.clone();
    let beside = requirements.policy.beside_the_rules();
    let needed = requirements.clone();
    let strength = Memo::new(move |_| {
        value.password.with(|password| {
            let strength = || needed.policy.strength(password, owner(&needed));
            (!password.is_empty()).then(strength)
        })
    });
    let lines = Memo::new(move |_| {
        value
            .password
            .with(|password| lines(&requirements, password))
    });
    view! {
        <HiddenUsername value=account/>
        <PasswordField name=FIELD label=words::NEW value=value.password autocomplete="new-password"
            autofocus=autofocus required=true>
            <StrengthMeter strength=strength/>
            <RuleChecklist rules=lines/>
            {beside.map(|text| view! { <p class="small muted">{text}</p> })}
        </PasswordField>
        <PasswordField name=CONFIRM label=words::CONFIRM value=value.confirm
            autocomplete="new-password" required=true/>
    }
    .into_any()
}

fn lines(requirements: &PasswordRequirements, password: &str) -> Vec<RuleLine> {
    RuleLine::all(requirements.policy, password, owner(requirements))
}

#[cfg(test)]
mod tests {
    use rules::password::PasswordPolicy;

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
        // The greatest length is told only where it is exceeded.
        assert_eq!(states(&"long enough now ".repeat(5)), [Met, Failed, Met]);
    }
}
