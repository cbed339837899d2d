//! The field for the six digits of an authenticator app.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::sending::Sending;

/// The field. The sixth digit submits the form. `submit` runs once per code.
pub fn code_field(
    name: &'static str,
    label: &'static str,
    code: RwSignal<String>,
    form: Sending,
    autofocus: bool,
    submit: impl Fn() + 'static,
) -> AnyView {
    Effect::new(move |before: Option<Option<String>>| {
        let now = code.with(|typed| six_digits(typed));
        let is_new = now.is_some() && before.is_some_and(|before| before != now);
        if is_new && !form.busy.get_untracked() {
            untrack(&submit);
        }
        now
    });
    view! {
        <TextField name=name label=label value=code kind=InputKind::Code
            autocomplete="one-time-code" autofocus=autofocus required=true maxlength=16/>
    }
    .into_any()
}

/// Whether `typed` is the last refused code. Pressing Enter after the sixth digit, as people do out
/// of habit, must not count as another failed attempt.
pub fn is_refused(form: Sending, sent: StoredValue<String>, typed: &str) -> bool {
    !typed.is_empty() && form.is_faulty() && sent.with_value(|sent| sent == typed)
}

/// The code, once it is complete. Some apps show it with a space in the middle.
fn six_digits(typed: &str) -> Option<String> {
    let code: String = typed.split_whitespace().collect();
    (code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn a_code_is_complete_at_its_sixth_digit() {
        assert_eq!(six_digits("12345"), None);
        assert_eq!(six_digits("123456").as_deref(), Some("123456"));
        assert_eq!(six_digits(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(six_digits("1234567"), None);
        assert_eq!(six_digits("12345a"), None);
    }
}
