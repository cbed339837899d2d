//! The notice that the company email is not verified, above every page.

use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::{failure, session};
use ui_kit::prelude::*;

use crate::account;
use crate::words::{company_email as words, recovery_email};

pub fn unverified_notice() -> AnyView {
    let email = account::part(|me| Some(me.email.clone()).filter(|_| !me.email_verified));
    let busy = RwSignal::new(false);
    let resend = move || {
        busy.set(true);
        run(
            async { api().resend_my_email_verification().await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(recovery_email::RESENT),
                    Err(error) => {
                        failure::verification_toast(&error);
                        // It was verified in another browser.
                        if error.is(ProblemType::Conflict) {
                            session::reload_account();
                        }
                    }
                }
            },
        );
    };
    let show = move || {
        let email = email.get()?;
        Some(view! {
            <Notice tone=Tone::Warn>
                <p class="break">{words::unverified(&email)}</p>
                <div class="notice-actions">
                    <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=resend>
                        {recovery_email::RESEND}
                    </Button>
                </div>
            </Notice>
        })
    };
    view! { {show} }.into_any()
}
