//! One administrator, in a panel with its own address.

use contract::administrators::{Administrator, UpdateAdministrator};
use contract::ids::AdministratorId;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use rules::role::{Permission, Role};
use rules::text;
use ui_kit::prelude::*;

use super::actions::{AdministratorAction, ItemActions};
use super::invite::roles;
use crate::components::{
    Explained, PanelForm, Versions, administrator_status, factor_lines, form_foot, keep_focus,
    mfa_sentences, mfa_status, more_time,
};
use crate::item_actions::ItemAction as _;
use crate::list::List;
use crate::session::{self, may};
use crate::words::{self as all, administrators as words, mfa, status};

const FORM: &str = "administrator-form";

#[derive(Clone, Copy)]
struct Editing {
    form: Sending,
    name: RwSignal<String>,
    role: RwSignal<String>,
    versions: Versions<Administrator>,
}

impl Editing {
    fn arrived(self, one: &Administrator) {
        let agrees = |base: &Administrator| base.name == one.name && base.role == one.role;
        if self
            .versions
            .arrived(one, |base| self.differs(base), agrees)
        {
            self.fill(one);
        }
    }

    fn fill(self, one: &Administrator) {
        self.name.try_set(one.name.clone());
        self.role.try_set(one.role.as_str().to_owned());
    }

    fn differs(self, base: &Administrator) -> bool {
        self.name.with(|name| name.trim() != base.name)
            || self.role.with(|role| role != base.role.as_str())
    }

    fn dirty(self) -> bool {
        self.versions.are(|base| self.differs(base))
    }

    fn load_latest(self) {
        self.form.clear();
        self.versions.discard(|latest| self.fill(latest));
    }

    fn keep(self, actions: ItemActions) {
        self.versions.overwrite();
        self.save(actions);
    }

    fn save(self, actions: ItemActions) {
        let Some(base) = untrack(|| self.versions.base()) else {
            return;
        };
        self.form.clear();
        if let Err(error) = text::line(&self.name.get_untracked(), 100) {
            self.form.fault("name", error.message());
            return;
        }
        let sent = self.changes(&base);
        let (body, id, version) = (sent.clone(), base.id, base.version);
        self.form.send(
            async move { api().update_administrator(id, version, &body).await },
            move |one| {
                if session::is_me(one.id) {
                    portal_kit::session::reload_account();
                }
                let is_as_sent = || self.changes(&base) == sent;
                if self.versions.saved(&one, is_as_sent) {
                    self.fill(&one);
                }
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn changes(self, base: &Administrator) -> UpdateAdministrator {
        let name = self.name.get_untracked().trim().to_owned();
        let role = Role::parse(&self.role.get_untracked());
        UpdateAdministrator {
            name: (name != base.name).then_some(name),
            role: role.filter(|role| *role != base.role),
        }
    }
}

/// The panel of an administrator.
#[component]
pub fn AdministratorPanel(
    /// The administrator.
    id: AdministratorId,
    /// The list behind it.
    list: List,
    /// The actions of the page.
    actions: ItemActions,
) -> AnyView {
    let one = Fetched::<Administrator>::new();
    let editing = Editing {
        form: Sending::new(),
        name: RwSignal::new(String::new()),
        role: RwSignal::new(String::new()),
        versions: Versions::new(),
    };
    let load = move || one.load(async move { api().administrator(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(one) = one.value.get() {
            editing.arrived(&one);
        }
    });
    Effect::new(move || {
        one.value.track();
        keep_focus();
    });
    Effect::new(move || {
        if editing.form.stale.get() {
            load();
        }
    });
    let close = move || list.close();
    let title = Signal::derive(move || {
        one.value.with(|one| {
            one.as_ref()
                .map_or_else(|| words::ADMINISTRATOR.to_owned(), |one| one.name.clone())
        })
    });
    let menu = move || {
        move || {
            let of = one.value.get()?;
            let label = words::actions_for(&of.name);
            let items = Signal::derive(move || actions.menu(&of));
            (!items.with_untracked(Vec::is_empty))
                .then(|| view! { <Menu label=label items=items/> })
        }
    };
    let head = move || {
        move || {
            one.value.get().map(|one| {
                view! {
                    <span class="line-whole truncate">{one.email.clone()}</span>
                    {administrator_status(&one, Explained::Alone)}
                }
            })
        }
    };
    let foot = move || {
        (move || {
            if may(Permission::AdministratorsWrite) && one.value.with(Option::is_some) {
                form_foot(FORM, editing.form, words::SAVE)
            } else {
                view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
            }
        })
        .into_any()
    };
    let there = Memo::new(move |_| one.value.with(Option::is_some));
    view! {
        <Drawer title=title before=move || view! { <Avatar name=title large=true/> } head=head actions=menu foot=foot
            dirty=Signal::derive(move || editing.dirty()) on_close=close>
            {move || match (there.get(), one.failure.get()) {
                (true, _) => details(editing, one.value, actions),
                (false, Some(error)) => failure::state(&error, Some(Callback::new(move |()| load()))),
                (false, None) => view! { <Skeleton lines=6/> }.into_any(),
            }}
        </Drawer>
    }
    .into_any()
}

fn details(
    editing: Editing,
    one: RwSignal<Option<Administrator>>,
    actions: ItemActions,
) -> AnyView {
    let readonly = !may(Permission::AdministratorsWrite);
    let email = RwSignal::new(String::new());
    Effect::new(move || email.set(one.get().map(|one| one.email).unwrap_or_default()));
    view! {
        <PanelForm id=FORM label=words::ADMINISTRATOR form=editing.form permission=Permission::AdministratorsWrite
            not_allowed=words::NOT_ALLOWED on_save=move || editing.save(actions)
            on_keep=move || editing.keep(actions) on_load=move || editing.load_latest()>
            <TextField name="name" label=words::NAME value=editing.name readonly=readonly required=true maxlength=100/>
            <TextField name="email" label=words::EMAIL value=email readonly=true reason=words::EMAIL_FIXED/>
            <RadioGroup name="role" label=words::ROLE value=editing.role options=roles() disabled=readonly/>
        </PanelForm>
        {access(one, actions)}
    }
    .into_any()
}

/// Sign-in status, invitation, and the actions for them.
fn access(one: RwSignal<Option<Administrator>>, actions: ItemActions) -> AnyView {
    let content = move || {
        one.get().map(|one| {
            let buttons = AdministratorAction::fitting(&one)
                .filter(|action| !matches!(action, AdministratorAction::Remove | AdministratorAction::Suspend))
                .map(|action| {
                    let ((icon, text), of) = (action.look(), one.clone());
                    view! {
                        <Button small=true variant=ButtonVariant::Secondary icon=icon on_click=move || actions.begin(action, &of)>
                            {text}
                        </Button>
                    }
                })
                .collect_view();
            let invitation = one
                .invitation_expires_at
                .map(|until| view! { <p class="muted">{move || status::invitation_until(&exact(until.into()))}</p> });
            view! {
                <div class="boxed">
                    <div class="row between">
                        <span class="strong">{words::STATUS}</span>
                        {administrator_status(&one, Explained::Alone)}
                    </div>
                    {invitation}
                    <div class="actions">{buttons}</div>
                </div>
                {factors(&one, actions)}
                <DescriptionList>
                    <Entry label=words::LAST_SIGN_IN>
                        {match one.last_sign_in_at {
                            Some(at) => view! { <ExactTime at=at/> }.into_any(),
                            None => all::NEVER.into_any(),
                        }}
                    </Entry>
                    <Entry label=words::INVITED><ExactTime at=one.created_at/></Entry>
                    <Entry label=words::IDENTIFIER><span class="mono small break">{one.id.to_string()}</span></Entry>
                </DescriptionList>
            }
        })
    };
    view! { <Section title=words::ACCESS>{content}</Section> }.into_any()
}

/// MFA factors, and extending the enrollment period.
fn factors(one: &Administrator, actions: ItemActions) -> AnyView {
    let of = one.mfa.clone();
    let why = move || {
        let lines = mfa_sentences(&of).into_iter();
        lines
            .map(|line| view! { <p class="muted">{line}</p> })
            .collect_view()
    };
    let id = one.id;
    let form = Sending::new();
    let send = move |days| {
        form.send(
            async move { api().extend_administrator_enrollment(id, days).await },
            move |one| {
                if let Some(by) = one.mfa.enroll_by {
                    use_toasts().ok(mfa::extended(&one.name, &untrack(move || date(by.into()))));
                }
                actions.bump();
            },
        );
    };
    let waits =
        one.mfa.enroll_by.is_some() && may(Permission::AdministratorsWrite) && !session::is_me(id);
    view! {
        <div class="boxed">
            <div class="row between">
                <span class="strong">{mfa::STATUS}</span>{mfa_status(&one.mfa, Explained::Alone)}
            </div>
            <div>{why}</div>
            {factor_lines(&one.mfa)}
            {waits.then(|| more_time(form, send))}
        </div>
    }
    .into_any()
}
