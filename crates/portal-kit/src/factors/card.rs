//! The signed-in person's factors: listing, adding, renaming and removing them, and recovery codes.

use client::{Client, Error};
use contract::factors::{
    AddPasskey, Factor, FactorAdded, MfaDetails, RenameFactor, TotpEnrollment,
};
use contract::ids::FactorId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::mfa::{FactorKind, MfaRequirement};
use ui_kit::prelude::*;

use super::name_form::name_form;
use super::recovery_codes::shown_codes;
use super::totp::confirm_app;
use super::{passkey, refuse};
use crate::api::{api, run};
use crate::failure;
use crate::fetched::Fetched;
use crate::sending::Sending;
use crate::words::factors as words;

/// What the card shows.
#[derive(Clone)]
enum Opened {
    Nothing,
    App(TotpEnrollment),
    Passkey,
    Rename(Factor),
    /// The recovery codes that came with the first factor.
    FirstCodes(Vec<String>),
    /// Recovery codes that replace earlier ones.
    Codes(Vec<String>),
}

/// The state of the card. Copy.
#[derive(Clone, Copy)]
struct FactorsPart {
    details: Fetched<MfaDetails>,
    opened: RwSignal<Opened>,
    part: NodeRef<html::Div>,
    form: Sending,
    removing: RwSignal<bool>,
    renewing: RwSignal<bool>,
    target: RwSignal<Option<Factor>>,
    changed: Callback<()>,
    finished: Option<Callback<()>>,
}

/// The authenticator apps, passkeys and recovery codes of the signed-in person.
#[component]
pub fn FactorsCard(
    /// Runs after each change.
    #[prop(into)]
    on_changed: Callback<()>,
    /// Runs after a factor has been added and its recovery codes are saved.
    #[prop(optional, into)]
    on_added: Option<Callback<()>>,
) -> AnyView {
    let card = FactorsPart {
        details: Fetched::new(),
        opened: RwSignal::new(Opened::Nothing),
        part: NodeRef::new(),
        form: Sending::new(),
        removing: RwSignal::new(false),
        renewing: RwSignal::new(false),
        target: RwSignal::new(None),
        changed: on_changed,
        finished: on_added,
    };
    card.load();
    view! {
        <Card title=words::TITLE lead=words::LEAD icon=Icon::Shield>
            {move || card.details.failure.get().map(|error| failure::notice(&error, move || card.try_again()))}
            {move || match card.details.value.get() {
                Some(details) => card.show(details),
                None if card.details.failure.with(Option::is_some) => ().into_any(),
                None => view! { <Skeleton lines=2/> }.into_any(),
            }}
            <div>
                <div class="factors-state" role="alert">
                    {move || card.form.message.get().map(|text| view! { <p class="field-error">{text}</p> })}
                </div>
                <div class="factor-part" tabindex="-1" node_ref=card.part>{move || card.open_part()}</div>
            </div>
            {card.remove_dialog()}
            {card.renew_dialog()}
        </Card>
    }
    .into_any()
}

impl FactorsPart {
    fn load(self) {
        self.details.load(async { api().my_factors().await });
    }

    fn try_again(self) {
        self.load();
        self.take_focus();
    }

    /// Shows this part, unless the page has been left.
    fn turn_to(self, part: Opened) {
        let takes_focus = matches!(part, Opened::Passkey | Opened::Rename(_));
        self.opened.try_set(part);
        if !takes_focus {
            self.take_focus();
        }
    }

    /// Moves focus to the new part, because the pressed button has been removed.
    fn take_focus(self) {
        request_animation_frame(move || {
            if let Some(part) = self.part.try_get_untracked().flatten() {
                // Fails if the part cannot take focus; then focus stays.
                let _ = part.focus();
            }
        });
    }

    fn reload(self, said: &'static str) {
        use_toasts().ok(said);
        self.load();
        self.changed.try_run(());
    }

    /// Calls the API.
    fn call<T: 'static>(
        self,
        call: impl AsyncFnOnce(Client) -> Result<T, Error> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.form.clear();
        self.form.busy.set(true);
        run(async move { call(api()).await }, move |answer| {
            self.form.busy.try_set(false);
            match answer {
                Ok(value) => done(value),
                Err(error) => refuse(self.form, &error),
            }
        });
    }

    fn show(self, details: MfaDetails) -> AnyView {
        if details.requirement == MfaRequirement::Off {
            return view! { <p class="muted">{words::OFF}</p> }.into_any();
        }
        let none = details.factors.is_empty();
        let rows = details.factors.iter().cloned();
        let rows = rows.map(|factor| self.row(factor)).collect_view();
        view! {
            {none.then(|| view! { <p class="muted">{words::NONE}</p> })}
            {(!none).then(|| view! { <ul class="factors">{rows}</ul> })}
        }
        .into_any()
    }

    fn row(self, factor: Factor) -> AnyView {
        let (icon, kind) = match factor.kind {
            FactorKind::Passkey => (Icon::Key, words::PASSKEY),
            _ => (Icon::Device, words::APP),
        };
        let where_kept = factor.synced.map(|synced| {
            let text = if synced { words::SYNCED } else { words::BOUND };
            view! { <span>{text}</span> }
        });
        let used = match factor.last_used_at {
            Some(at) => {
                view! { <span>{words::LAST_USED}" "<RelativeTime at=at/></span> }.into_any()
            }
            None => view! { <span>{words::NEVER_USED}</span> }.into_any(),
        };
        let (renamed, removed) = (factor.clone(), factor.clone());
        let rename = move || self.turn_to(Opened::Rename(renamed.clone()));
        let remove = move || {
            self.target.set(Some(removed.clone()));
            self.form.clear();
            self.removing.try_set(true);
        };
        let rename_it = words::named(words::RENAME, &factor.name);
        let remove_it = words::named(words::REMOVE, &factor.name);
        view! {
            <li>
                <span class="line-icon"><Glyph icon=icon/></span>
                <div class="factor-text">
                    <p class="strong break">{factor.name.clone()}</p>
                    {factor.copied_at.map(|_| view! { <p class="field-error">{words::REFUSED}</p> })}
                    <p class="facts">
                        <span>{kind}</span>
                        {where_kept}
                        <span>{words::ADDED}" "<RelativeTime at=factor.created_at/></span>
                        {used}
                    </p>
                </div>
                <div class="actions">
                    <Button variant=ButtonVariant::Quiet small=true on_click=rename>
                        {line_text(words::RENAME, rename_it)}
                    </Button>
                    <Button variant=ButtonVariant::Quiet small=true on_click=remove>
                        {line_text(words::REMOVE, remove_it)}
                    </Button>
                </div>
            </li>
        }
        .into_any()
    }

    fn open_part(self) -> AnyView {
        let close = Callback::new(move |()| self.turn_to(Opened::Nothing));
        match self.opened.get() {
            Opened::Nothing => (move || {
                let details = self.details.value.get()?;
                let offered = details.requirement != MfaRequirement::Off;
                let none = details.factors.is_empty();
                offered.then(|| self.buttons(none, details.recovery_codes_left))
            })
            .into_any(),
            Opened::App(begun) => {
                let added = move |added| self.added(added, words::APP_ADDED);
                confirm_app(begun, Callback::new(added), close)
            }
            Opened::Passkey => {
                let (now, lead) = (words::PASSKEY_NAME.to_owned(), Some(words::PASSKEY_LEAD));
                let add = move |name| self.add_passkey(name);
                name_form(self.form, now, lead, words::CONTINUE, add, close)
            }
            Opened::Rename(factor) => {
                let id = factor.id;
                let rename = move |name| self.rename(id, name);
                name_form(self.form, factor.name, None, words::SAVE, rename, close)
            }
            Opened::FirstCodes(codes) => shown_codes(codes, move || self.finish()),
            Opened::Codes(codes) => shown_codes(codes, move || self.turn_to(Opened::Nothing)),
        }
    }

    fn buttons(self, none: bool, left: u64) -> AnyView {
        let app = move || {
            self.call(
                async |client: Client| client.begin_totp_enrollment().await,
                move |begun| self.turn_to(Opened::App(begun)),
            );
        };
        let new_codes = move || {
            self.form.clear();
            self.renewing.try_set(true);
        };
        let variant = if none {
            ButtonVariant::Primary
        } else {
            ButtonVariant::Secondary
        };
        let passkeys = passkey::are_available();
        view! {
            <div class="actions">
                <Button variant=variant small=true icon=Icon::Plus busy=self.form.busy on_click=app>
                    {words::ADD_APP}
                </Button>
                {passkeys.then(|| view! {
                    <Button variant=ButtonVariant::Secondary small=true icon=Icon::Plus
                        on_click=move || self.turn_to(Opened::Passkey)>{words::ADD_PASSKEY}</Button>
                })}
            </div>
            {(!none).then(|| view! {
                <hr class="divider"/>
                <h3>{words::CODES_TITLE}</h3>
                <p class="muted">{words::CODES_LEAD}</p>
                <div class="row between">
                    <span>{words::codes_left(left)}" "<span class="muted">{words::NEW_CODES_BODY}</span></span>
                    <Button variant=ButtonVariant::Secondary small=true busy=self.form.busy
                        on_click=new_codes>{words::NEW_CODES}</Button>
                </div>
            })}
        }
        .into_any()
    }

    /// Asks for confirmation before new codes void the current ones.
    fn renew_dialog(self) -> AnyView {
        let confirm = move || {
            self.call(
                async |client: Client| client.make_recovery_codes().await,
                move |made| {
                    self.renewing.try_set(false);
                    self.turn_to(Opened::Codes(made.codes));
                    self.load();
                },
            );
        };
        view! {
            <ConfirmDialog open=self.renewing busy=self.form.busy error=self.form.message
                title=words::NEW_CODES_TITLE.to_owned() verb=words::NEW_CODES.to_owned()
                on_confirm=confirm>
                <p>{words::NEW_CODES_BODY}</p>
            </ConfirmDialog>
        }
        .into_any()
    }

    /// Shows the recovery codes of a first factor, and lists the factor.
    fn added(self, added: FactorAdded, said: &'static str) {
        match added.recovery_codes {
            Some(codes) => self.turn_to(Opened::FirstCodes(codes)),
            None => self.finish(),
        }
        self.reload(said);
    }

    /// A factor has been added, and nothing is left to save.
    fn finish(self) {
        self.turn_to(Opened::Nothing);
        // By the next frame the codes are gone, so leaving the page does not ask about them.
        request_animation_frame(move || {
            if let Some(finished) = self.finished {
                finished.try_run(());
            }
        });
    }

    fn add_passkey(self, name: String) {
        self.call(
            async |client: Client| client.begin_passkey_enrollment().await,
            move |challenge| {
                self.form.busy.try_set(true);
                spawn_local(async move {
                    let made = passkey::create(&challenge.options).await;
                    self.form.busy.try_set(false);
                    match made {
                        Ok(credential) => self.finish_passkey(AddPasskey {
                            ceremony_id: challenge.ceremony_id,
                            credential,
                            name,
                        }),
                        Err(error) => {
                            self.form.message.try_set(Some(error.words().to_owned()));
                        }
                    }
                });
            },
        );
    }

    fn finish_passkey(self, body: AddPasskey) {
        self.call(
            async move |client: Client| client.finish_passkey_enrollment(&body).await,
            move |added| self.added(added, words::PASSKEY_ADDED),
        );
    }

    fn rename(self, id: FactorId, name: String) {
        let body = RenameFactor { name };
        self.call(
            async move |client: Client| client.rename_factor(id, &body).await,
            move |_| {
                self.turn_to(Opened::Nothing);
                self.reload(words::RENAMED);
            },
        );
    }

    fn remove_dialog(self) -> AnyView {
        let target = self.target;
        let title =
            move || target.with(|it| it.as_ref().map(|it| words::remove_question(&it.name)));
        let last = move || {
            self.details
                .value
                .with(|details| details.as_ref().is_some_and(|it| it.factors.len() == 1))
        };
        let confirm = move || {
            let Some(id) = target.with_untracked(|it| it.as_ref().map(|it| it.id)) else {
                return;
            };
            self.call(
                async move |client: Client| client.remove_factor(id).await,
                move |()| {
                    self.removing.try_set(false);
                    self.reload(words::REMOVED);
                    self.take_focus();
                },
            );
        };
        view! {
            <ConfirmDialog open=self.removing danger=true busy=self.form.busy
                error=self.form.message title=move || title().unwrap_or_default()
                verb=words::REMOVE.to_owned() on_confirm=confirm>
                <p>{move || if last() { words::REMOVE_LAST } else { words::REMOVE_BODY }}</p>
            </ConfirmDialog>
        }
        .into_any()
    }
}
