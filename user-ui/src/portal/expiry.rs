//! A password that expires soon: said over every page until it is put away.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::account::Account;
use crate::words::portal;

/// How many milliseconds before the expiry it is said.
const SOON: f64 = 7.0 * 86_400_000.0;

pub fn expiry_notice(account: Account) -> AnyView {
    let put_away = RwSignal::new(false);
    let expires = account.part(|me| me.password_expires_at);
    let show = move || {
        let at = expires.get().filter(|_| !put_away.get())?;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit")]
        let left = at.unix_millis() as f64 - js_sys::Date::now();
        (left < SOON).then(|| {
            let text = move || portal::password_expires(&relative(at.into()));
            view! {
                <Notice tone=Tone::Warn on_dismiss=move || put_away.set(true)>
                    {text}" "<TextLink href="/security">{portal::CHANGE_NOW}</TextLink>
                </Notice>
            }
        })
    };
    view! { {show} }.into_any()
}
