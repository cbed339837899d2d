//! Scheduling an activation or suspension.

use contract::organization::Organization;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::state::UserState;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use super::user_dialog::{UserDialog, UserDialogForm};
use crate::words::scheduled_changes as words;

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
struct Opening {
    action: RwSignal<String>,
    at: RwSignal<String>,
    note: RwSignal<String>,
    sends_email: RwSignal<bool>,
    email_to: RwSignal<String>,
    organization: Fetched<Organization>,
}

impl Opening {
    fn new() -> Self {
        Self {
            action: RwSignal::new(String::new()),
            at: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            sends_email: RwSignal::new(true),
            email_to: RwSignal::new(String::new()),
            organization: Fetched::new(),
        }
    }

    fn begin(self, user: &User) {
        let likely = if user.state == UserState::Active {
            ScheduledAction::Suspend
        } else {
            ScheduledAction::Activate
        };
        self.action.set(likely.as_str().to_owned());
        self.at.set(String::new());
        self.note.set(String::new());
        self.sends_email.set(true);
        self.email_to.set(String::new());
        self.organization
            .load(async move { api().organization().await });
    }

    fn activates(self) -> bool {
        self.action
            .with(|action| action == ScheduledAction::Activate.as_str())
    }

    /// Whether the activation email can go to another address.
    fn may_redirect(self, asked: UserDialog) -> bool {
        let without_password = asked.is(|user| user.password.set_at.is_none());
        without_password && self.activates() && self.sends_email.get()
    }

    fn body(self, asked: UserDialog) -> ScheduleChange {
        let some = |text: RwSignal<String>| {
            Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let redirects = untrack(|| self.may_redirect(asked));
        ScheduleChange {
            action: if untrack(|| self.activates()) {
                ScheduledAction::Activate
            } else {
                ScheduledAction::Suspend
            },
            at: self.at.get_untracked(),
            note: some(self.note),
            sends_email: self.sends_email.get_untracked(),
            email_to: some(self.email_to).filter(|_| redirects),
        }
    }
}

pub(super) fn view(actions: ItemActions) -> AnyView {
    let it = Opening::new();
    let asked = UserDialog::new(actions, UserAction::Schedule, move |user| it.begin(user));
    let send = move |()| {
        asked.form.clear();
        let body = it.body(asked);
        if body.at.is_empty() {
            asked.form.fault("at", words::AT_MISSING);
            return;
        }
        asked.send(
            |id| async move { api().schedule_user_change(id, &body).await },
            move |change| asked.done(words::scheduled(&change)),
        );
    };
    let form = UserDialogForm {
        id: "schedule-change",
        verb: words::SCHEDULE,
        variant: ButtonVariant::Primary,
        send: Callback::new(send),
        fields: Callback::new(move |()| fields(it, asked)),
    };
    asked.view(asked.text(|user| words::schedule_title(&user.name)), form)
}

fn fields(it: Opening, asked: UserDialog) -> AnyView {
    let zone = Signal::derive(move || {
        it.organization.value.with(|organization| {
            let zone = &organization.as_ref()?.settings.time_zone.0;
            Some(words::in_zone(zone))
        })
    });
    view! {
        <RadioGroup name="action" label=words::WHAT value=it.action options=vec![
            Choice::new(ScheduledAction::Activate.as_str(), words::ACTIVATE).hint(words::ACTIVATE_WHY),
            Choice::new(ScheduledAction::Suspend.as_str(), words::SUSPEND).hint(words::SUSPEND_WHY),
        ]/>
        <DateField name="at" label=words::AT value=it.at time=true hint=zone required=true/>
        {move || it.activates().then(|| view! {
            <Checkbox name="sendsEmail" label=words::SENDS_EMAIL checked=it.sends_email/>
        })}
        {move || it.may_redirect(asked).then(|| view! {
            <TextField name="emailTo" label=words::EMAIL_TO value=it.email_to kind=InputKind::Email
                hint=words::EMAIL_TO_HINT optional_mark=true maxlength=254/>
        })}
        <TextField name="note" label=words::NOTE value=it.note hint=words::NOTE_HINT
            optional_mark=true maxlength=200/>
    }
    .into_any()
}
