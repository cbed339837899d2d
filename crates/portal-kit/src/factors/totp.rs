//! Adding an authenticator app: scan its QR code, then confirm with a code.

use contract::factors::{ConfirmTotp, FactorAdded, QrCode, TotpEnrollment};
use contract::ids::CeremonyId;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::code_field::{code_field, is_refused};
use super::copy_button::copy_button;
use super::refuse;
use super::step_up::StepUp;
use crate::api::{api, run};
use crate::sending::Sending;
use crate::words::factors as words;

/// The form for one enrollment. Copy.
#[derive(Clone, Copy)]
struct Confirming {
    step_up: StepUp,
    form: Sending,
    id: CeremonyId,
    code: RwSignal<String>,
    name: RwSignal<String>,
    added: Callback<FactorAdded>,
}

impl Confirming {
    fn send(self) {
        let body = ConfirmTotp {
            enrollment_id: self.id,
            code: self.code.get_untracked(),
            name: self.name.get_untracked(),
        };
        self.form.busy.set(true);
        run(
            async move { api().confirm_totp_enrollment(&body).await },
            move |answer| {
                self.form.busy.try_set(false);
                match answer {
                    Ok(factor) => {
                        self.added.try_run(factor);
                    }
                    Err(error) if self.step_up.takes(&error, move || self.send()) => {}
                    Err(error) => refuse(self.form, &error),
                }
            },
        );
    }
}

/// The form for an enrollment that has begun.
pub fn confirm_app(
    step_up: StepUp,
    begun: TotpEnrollment,
    added: Callback<FactorAdded>,
    cancel: Callback<()>,
) -> AnyView {
    let form = Sending::new();
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(words::APP_NAME.to_owned());
    let id = begun.enrollment_id;
    let confirming = Confirming {
        step_up,
        form,
        id,
        code,
        name,
        added,
    };
    let sent = StoredValue::new(String::new());
    let submit = move || {
        let typed = code.with_untracked(|code| code.trim().to_owned());
        if is_refused(form, sent, &typed) {
            return;
        }
        form.clear();
        if typed.is_empty() {
            form.fault("code", words::CODE_MISSING);
        }
        if name.with_untracked(|name| name.trim().is_empty()) {
            form.fault("name", words::NAME_MISSING);
        }
        if !form.is_faulty() {
            sent.set_value(typed);
            confirming.send();
        }
    };
    let in_groups: Vec<&str> = begun
        .secret
        .as_bytes()
        .chunks(4)
        .filter_map(|four| std::str::from_utf8(four).ok())
        .collect();
    let in_groups = in_groups.join(" ");
    view! {
        <div class="enroll">
            <p>{words::SCAN}</p>
            {drawn(&begun.qr_code)}
            <p><a class="link" href=begun.uri.clone()>{words::OPEN_APP}</a></p>
            <div class="field">
                <p class="field-label">{words::TYPE_IT}</p>
                <p class="setup-key mono">{in_groups}</p>
                <div class="actions">{copy_button(begun.secret)}</div>
            </div>
            <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
                <TextField name="name" label=words::NAME value=name
                    hint=words::NAME_HINT.to_owned() required=true maxlength=100/>
                <p>{words::ENTER_CODE}</p>
                {code_field("code", words::CODE, code, form, false, submit)}
                <div class="actions">
                    <Button submit=true>{words::CONFIRM}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=cancel>{words::CANCEL}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

/// Dark on light in every theme, with the quiet zone that scanners need.
fn drawn(code: &QrCode) -> AnyView {
    let side = code.size + 8;
    view! {
        <svg class="qr" viewBox=format!("-4 -4 {side} {side}") role="img" aria-label=words::QR
            shape-rendering="crispEdges">
            <rect x="-4" y="-4" width=side height=side fill="#fff"/>
            <path d=code.path.clone() fill="#000"/>
        </svg>
    }
    .into_any()
}
