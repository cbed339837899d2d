//! The notice that the password expires soon, above every page until it is dismissed.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::account;
use crate::words::portal;

pub fn expiry_notice() -> AnyView {
    let put_away = RwSignal::new(false);
    let expires = account::part(|me| me.password_expires_at.filter(|_| me.password_expires_soon));
    let show = move || {
        let at = expires.get().filter(|_| !put_away.get())?;
        let text = move || portal::password_expires(&relative(at.into()), &date(at.into()));
        Some(view! {
            <Notice tone=Tone::Warn on_dismiss=move || put_away.set(true)>
                {text}" "<TextLink href="/security">{portal::CHANGE_NOW}</TextLink>
            </Notice>
        })
    };
    view! { {show} }.into_any()
}
