//! Scheduling an activation or suspension.

use contract::organization::Organization;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use rules::state::UserState;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use crate::words::{self as all, scheduled_changes as words};

const FORM: &str = "schedule-change";

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
struct Opening {
    form: Sending,
    user: RwSignal<Option<User>>,
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
            form: Sending::new(),
            user: RwSignal::new(None),
            action: RwSignal::new(String::new()),
            at: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            sends_email: RwSignal::new(true),
            email_to: RwSignal::new(String::new()),
            organization: Fetched::new(),
        }
    }

    fn begin(self, user: User) {
        self.form.clear();
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
        self.user.set(Some(user));
        self.organization
            .load(async move { api().organization().await });
    }

    fn activates(self) -> bool {
        self.action
            .with(|action| action == ScheduledAction::Activate.as_str())
    }

    /// Whether the activation email can go to another address.
    fn may_redirect(self) -> bool {
        let without_password = self.user.with(|user| {
            user.as_ref()
                .is_some_and(|user| user.password.set_at.is_none())
        });
        without_password && self.activates() && self.sends_email.get()
    }

    fn body(self) -> ScheduleChange {
        let some = |text: RwSignal<String>| {
            Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let redirects = untrack(|| self.may_redirect());
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
    let open = RwSignal::new(false);
    let it = Opening::new();
    Effect::new(move || {
        if let Some((UserAction::Schedule, asked)) = actions.asking.get() {
            it.begin(asked);
            actions.asking.set(None);
            open.set(true);
        }
    });
    let title = Signal::derive(move || {
        let name = it
            .user
            .with(|user| user.as_ref().map(|user| user.name.clone()));
        words::schedule_title(&name.unwrap_or_default())
    });
    let send = move || {
        let Some(id) = it
            .user
            .with_untracked(|user| user.as_ref().map(|user| user.id))
        else {
            return;
        };
        it.form.clear();
        let body = it.body();
        if body.at.is_empty() {
            it.form.fault("at", words::AT_MISSING);
            return;
        }
        it.form.send(
            async move { api().schedule_user_change(id, &body).await },
            move |change| {
                use_toasts().ok(words::scheduled(&change));
                open.try_set(false);
                actions.bump();
            },
        );
    };
    let foot = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=FORM busy=it.form.busy>{words::SCHEDULE}</Button>
        }
    };
    view! {
        <Dialog open=open title=title actions=foot busy=it.form.busy>
            {fields(it, Callback::new(move |()| send()))}
        </Dialog>
    }
    .into_any()
}

fn fields(it: Opening, send: Callback<()>) -> AnyView {
    let zone = Signal::derive(move || {
        it.organization.value.with(|organization| {
            let zone = &organization.as_ref()?.settings.time_zone.0;
            Some(words::in_zone(zone))
        })
    });
    view! {
        <Form id=FORM on_submit=send busy=it.form.busy errors=it.form.errors message=it.form.message>
            <RadioGroup name="action" label=words::WHAT value=it.action options=vec![
                Choice::new(ScheduledAction::Activate.as_str(), words::ACTIVATE).hint(words::ACTIVATE_WHY),
                Choice::new(ScheduledAction::Suspend.as_str(), words::SUSPEND).hint(words::SUSPEND_WHY),
            ]/>
            <DateField name="at" label=words::AT value=it.at time=true hint=zone required=true/>
            {move || it.activates().then(|| view! {
                <Checkbox name="sendsEmail" label=words::SENDS_EMAIL checked=it.sends_email/>
            })}
            {move || it.may_redirect().then(|| view! {
                <TextField name="emailTo" label=words::EMAIL_TO value=it.email_to kind=InputKind::Email
                    hint=words::EMAIL_TO_HINT optional_mark=true maxlength=254/>
            })}
            <TextField name="note" label=words::NOTE value=it.note hint=words::NOTE_HINT
                optional_mark=true maxlength=200/>
        </Form>
    }
    .into_any()
}
