//! Adding an authenticator app: scan, then confirm with a code.

use contract::factors::{ConfirmTotp, FactorAdded, QrCode, TotpEnrolment};
use contract::ids::CeremonyId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::step_up::StepUp;
use super::{FactorState, FactorsHost, words};
use crate::button::{Button, ButtonVariant};
use crate::copy_field::CopyField;
use crate::form::Form;
use crate::text_field::{InputKind, TextField};

/// The form of one enrolment. Copy.
#[derive(Clone, Copy)]
struct Confirming {
    host: FactorsHost,
    step_up: StepUp,
    state: FactorState,
    id: CeremonyId,
    code: RwSignal<String>,
    name: RwSignal<String>,
    added: Callback<FactorAdded>,
}

impl Confirming {
    fn send(self) {
        let body = ConfirmTotp {
            enrolment_id: self.id,
            code: self.code.get_untracked(),
            name: self.name.get_untracked(),
        };
        let Some(client) = self.host.client() else {
            return;
        };
        self.state.busy.set(true);
        spawn_local(async move {
            let answer = client.confirm_totp_enrolment(&body).await;
            self.state.busy.try_set(false);
            match answer {
                Ok(factor) => {
                    self.added.try_run(factor);
                }
                Err(error) if self.step_up.takes(&error, move || self.send()) => {}
                Err(error) => self.state.refuse(self.host, &error),
            }
        });
    }
}

/// The form for an enrolment that has begun.
pub fn confirm_app(
    host: FactorsHost,
    step_up: StepUp,
    begun: TotpEnrolment,
    added: Callback<FactorAdded>,
    cancel: Callback<()>,
) -> AnyView {
    let state = FactorState::default();
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(words::APP_NAME.to_owned());
    let id = begun.enrolment_id;
    let form = Confirming {
        host,
        step_up,
        state,
        id,
        code,
        name,
        added,
    };
    let submit = move || {
        state.clear();
        if code.with_untracked(|code| code.trim().is_empty()) {
            state.mend("code", words::CODE_MISSING);
        }
        if name.with_untracked(|name| name.trim().is_empty()) {
            state.mend("name", words::NAME_MISSING);
        }
        if state
            .errors
            .with_untracked(crate::field_errors::FieldErrors::is_empty)
        {
            form.send();
        }
    };
    // As it is read out and typed.
    let in_groups: Vec<&str> = begun
        .secret
        .as_bytes()
        .chunks(4)
        .filter_map(|four| std::str::from_utf8(four).ok())
        .collect();
    let in_groups = in_groups.join(" ");
    view! {
        <div class="enrol">
            <p>{words::SCAN}</p>
            {drawn(&begun.qr_code)}
            <p><a class="link" href=begun.uri.clone()>{words::OPEN_APP}</a></p>
            <CopyField label=words::TYPE_IT value=begun.secret hint=in_groups/>
            <Form on_submit=submit busy=state.busy errors=state.errors message=state.message>
                <p>{words::ENTER_CODE}</p>
                <TextField name="code" label=words::CODE value=code kind=InputKind::Number
                    autocomplete="one-time-code" required=true mono=true maxlength=16/>
                <TextField name="name" label=words::NAME value=name
                    hint=words::NAME_HINT.to_owned() required=true maxlength=100/>
                <div class="actions">
                    <Button submit=true>{words::CONFIRM}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=cancel>{words::CANCEL}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

/// Dark on light whatever the theme is, with the quiet zone that scanners need.
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
