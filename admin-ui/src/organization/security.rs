//! Password policy, password aging, MFA, lockout and recovery: a page for each, with one draft.

use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use rules::mfa::MfaRequirement;
use rules::passwords::{Owner, PasswordPolicy};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::consequences::Consequences;
use super::current::current;
use super::nested::NumberBelow;
use super::{Editing, lockout, mfa_policy, password_aging, recovery_email};
use crate::components::StaleNotice;
use crate::previews::{Affected, Proposed};
use crate::session::may;
use crate::words::{self as all, affected as affected_words, mfa, security as words};

const FORM: &str = "security-form";

/// The sample owner for the preview.
const SAMPLE: Owner<'_> = Owner {
    email: "ada.lovelace@example.com",
    username: "ada",
};

/// A page, and the part of the settings that it saves.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Passwords,
    Aging,
    Mfa,
    Lockout,
    RecoveryEmail,
}

/// All fields, although a page shows only one part. Copy.
#[derive(Clone, Copy)]
struct Draft {
    min_length: RwSignal<String>,
    lower_case: RwSignal<bool>,
    upper_case: RwSignal<bool>,
    number: RwSignal<bool>,
    special: RwSignal<bool>,
    sequences: RwSignal<bool>,
    common: RwSignal<bool>,
    reuse: RwSignal<bool>,
    remembered: RwSignal<String>,
    lockout: lockout::Draft,
    administrator_lockout: lockout::Draft,
    recovery: RwSignal<bool>,
    aging: password_aging::Draft,
    mfa_policy: mfa_policy::Draft,
}

impl Draft {
    fn new() -> Self {
        let (text, switch) = (|| RwSignal::new(String::new()), || RwSignal::new(false));
        Self {
            min_length: text(),
            lower_case: switch(),
            upper_case: switch(),
            number: switch(),
            special: switch(),
            sequences: switch(),
            common: switch(),
            reuse: switch(),
            remembered: text(),
            lockout: lockout::Draft::new(),
            administrator_lockout: lockout::Draft::new(),
            recovery: switch(),
            aging: password_aging::Draft::new(),
            mfa_policy: mfa_policy::Draft::new(),
        }
    }

    fn fill(self, now: &Organization) {
        self.fill_passwords(now.settings.password_policy);
        self.aging.fill(now);
        self.mfa_policy.fill(now);
        self.recovery.set(now.settings.recovery_email_enabled);
        self.lockout.fill(now.settings.lockout_policy);
        self.administrator_lockout
            .fill(now.settings.administrator_lockout_policy);
    }

    fn fill_passwords(self, passwords: PasswordPolicy) {
        self.min_length.set(passwords.min_length.to_string());
        self.lower_case.set(passwords.require_lower_case);
        self.upper_case.set(passwords.require_upper_case);
        self.number.set(passwords.require_number);
        self.special.set(passwords.require_special);
        self.sequences.set(passwords.refuse_sequences);
        self.common.set(passwords.refuse_common);
        self.reuse.set(passwords.refuse_reuse);
        self.remembered
            .set(passwords.remembered_passwords.to_string());
    }

    /// The policy as entered. Invalid numbers become 0, which no field accepts.
    fn passwords(self) -> PasswordPolicy {
        PasswordPolicy {
            min_length: whole(self.min_length),
            require_lower_case: self.lower_case.get(),
            require_upper_case: self.upper_case.get(),
            require_number: self.number.get(),
            require_special: self.special.get(),
            refuse_sequences: self.sequences.get(),
            refuse_common: self.common.get(),
            refuse_reuse: self.reuse.get(),
            remembered_passwords: whole(self.remembered),
        }
    }

    /// The request that saves a part.
    fn request(self, part: Part) -> UpdateOrganization {
        let mut request = UpdateOrganization::default();
        match part {
            Part::Passwords => request.password_policy = Some(self.passwords().into()),
            Part::Aging => request.aging_policy = Some(self.aging.policy().into()),
            Part::Mfa => request.mfa_policy = Some(self.mfa_policy.policy().into()),
            Part::Lockout => {
                request.lockout_policy = Some(self.lockout.policy().into());
                request.administrator_lockout_policy =
                    Some(self.administrator_lockout.policy().into());
            }
            Part::RecoveryEmail => request.recovery_email_enabled = Some(self.recovery.get()),
        }
        request
    }
}

pub(super) fn whole<N: std::str::FromStr + Default>(text: RwSignal<String>) -> N {
    text.get().trim().parse().unwrap_or_default()
}

pub(super) fn view(editing: Editing, part: Part) -> AnyView {
    let form = editing.form;
    let draft = Draft::new();
    let entered = move || (draft.request(part), draft.aging.compliance_deadline());
    let input = editing.input(move |now| draft.fill(&now), entered);
    let consequences = Consequences::new(editing);
    let note = (part == Part::Lockout).then_some(affected_words::LOCKS_REMAIN);
    let affected = Affected::new(Some(form), note);
    // The valid input as a request.
    let checked = move || {
        form.clear();
        let (mut request, deadline) = untrack(entered);
        editing.check(&request);
        if let Err(mend) = deadline {
            form.fault("complianceDeadline.by", mend);
        }
        (!form.is_faulty()).then(|| {
            request.compliance_deadline = deadline.unwrap_or_default();
            request
        })
    };
    let save = move || {
        if let Some(request) = checked() {
            consequences.save(request);
        }
    };
    let see = move || {
        if let Some(request) = checked() {
            affected.show(Proposed::Settings(Box::new(request)));
        }
    };
    let readonly = !may(Permission::OrganizationWrite);
    let busy = Signal::derive(move || form.busy.get() || consequences.counting.get());
    let foot = move || {
        if readonly {
            view! { <span class="muted">{all::organization::NOT_ALLOWED}</span> }.into_any()
        } else {
            // A recovery email decides about no account.
            let see = (part != Part::RecoveryEmail).then(|| {
                view! {
                    <Button variant=ButtonVariant::Secondary on_click=see>{affected_words::SEE}</Button>
                }
            });
            view! {
                <Button submit=true form=FORM busy=busy>{all::SAVE}</Button>
                {see}
            }
            .into_any()
        }
    };
    let (title, lead) = match part {
        Part::Passwords => (words::PASSWORDS, words::PASSWORDS_LEAD),
        Part::Aging => (words::AGING, words::AGING_LEAD),
        Part::Mfa => (mfa::CARD, mfa::CARD_LEAD),
        Part::Lockout => (words::LOCKOUT, words::LOCKOUT_LEAD),
        Part::RecoveryEmail => (words::RECOVERY, words::RECOVERY_LEAD),
    };
    view! {
        <div class="settings">
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <StaleNotice form=form on_keep=save on_load=input.latest/>
                <Card title=title lead=lead foot=foot>
                    {current(editing, part)}
                    {fields(editing, draft, part, readonly)}
                </Card>
            </Form>
            {consequences.question()}
            {affected.dialog()}
            <UnsavedEdits dirty=input.edited/>
        </div>
    }
    .into_any()
}

/// The fields of a page. They are built inside the form, so that they get its errors.
fn fields(editing: Editing, draft: Draft, part: Part, readonly: bool) -> AnyView {
    match part {
        Part::Passwords => view! {
            {(!readonly).then(|| presets(draft))}
            {passwords(draft, readonly)}
            {present(editing, draft, readonly)}
        }
        .into_any(),
        Part::Aging => view! {
            {password_aging::view(draft.aging, readonly)}
            {present(editing, draft, readonly)}
        }
        .into_any(),
        Part::Mfa => mfa_policy::view(draft.mfa_policy, readonly),
        Part::Lockout => lockout(draft, readonly),
        Part::RecoveryEmail => recovery_email::view(draft.recovery, readonly),
    }
}

/// The choice for existing passwords, if this page changes the password requirements.
fn present(editing: Editing, draft: Draft, readonly: bool) -> AnyView {
    let tighter = move || {
        let now = editing.organization.value.get();
        now.is_some_and(|now| {
            draft
                .passwords()
                .is_tighter_than(&now.settings.password_policy)
        })
    };
    let expire = Memo::new(move |_| {
        let now = editing.organization.value.get();
        let aging = draft.aging.policy();
        now.is_some_and(|now| {
            aging
                .newly_expires_after(&now.settings.aging_policy)
                .is_some()
        })
    });
    password_aging::present(draft.aging, tighter, expire, readonly)
}

/// Fills in the form without saving.
fn presets(draft: Draft) -> AnyView {
    // A preset may depend on whether MFA is required.
    type Preset = (&'static str, fn(MfaRequirement) -> PasswordPolicy);
    let all: [Preset; 3] = [
        (words::PRESET_LATCHKEY, |_| PasswordPolicy::default()),
        (words::PRESET_NIST, PasswordPolicy::nist),
        (words::PRESET_STRICT, |_| PasswordPolicy::strict_legacy()),
    ];
    let buttons = all.map(|(name, policy)| {
        let fill = move || {
            draft.fill_passwords(policy(draft.mfa_policy.policy().users));
            use_toasts().info(words::PRESET_FILLED);
        };
        view! {
            <Button small=true variant=ButtonVariant::Secondary on_click=fill>{name}</Button>
        }
        .into_any()
    });
    view! {
        <div role="group" aria-label=words::PRESETS class="stack tight">
            <span class="strong">{words::PRESETS}</span>
            <div class="actions">{buttons.into_iter().collect_view()}</div>
            <p class="muted small">{words::PRESETS_HINT}</p>
        </div>
    }
    .into_any()
}

fn passwords(draft: Draft, readonly: bool) -> AnyView {
    view! {
        <TextField name="passwordPolicy.minLength" label=words::MIN_LENGTH value=draft.min_length
            kind=InputKind::Number hint=words::MIN_LENGTH_HINT readonly=readonly maxlength=2/>
        <Switch label=words::COMMON hint=words::COMMON_HINT checked=draft.common disabled=readonly/>
        <Switch label=words::LOWER_CASE checked=draft.lower_case disabled=readonly/>
        <Switch label=words::UPPER_CASE checked=draft.upper_case disabled=readonly/>
        <Switch label=words::NUMBER checked=draft.number disabled=readonly/>
        <Switch label=words::SPECIAL hint=words::CLASSES_HINT checked=draft.special disabled=readonly/>
        <Switch label=words::SEQUENCES checked=draft.sequences disabled=readonly/>
        <Switch label=words::REUSE checked=draft.reuse disabled=readonly/>
        <NumberBelow switch=draft.reuse name="passwordPolicy.rememberedPasswords"
            label=words::REMEMBERED value=draft.remembered hint=words::REMEMBERED_HINT
            readonly=readonly digits=2/>
        {preview(draft)}
    }
    .into_any()
}

/// Tests a password against the form's current input, with the same rules as on the server.
fn preview(draft: Draft) -> AnyView {
    let typed = RwSignal::new(String::new());
    let rules = move || RuleLine::all(draft.passwords(), &typed.get(), SAMPLE);
    let verdict = move || {
        let typed = typed.get();
        let broken = draft.passwords().broken(&typed, SAMPLE);
        match broken.first() {
            _ if typed.is_empty() => String::new(),
            Some(rule) => words::refused(&rule.mend(&typed)),
            None => words::ACCEPTED.to_owned(),
        }
    };
    view! {
        <TextField name="preview" label=words::PREVIEW value=typed hint=words::PREVIEW_HINT
            autocomplete="off" maxlength=200/>
        <RuleChecklist rules=Signal::derive(rules)/>
        <p role="status">{verdict}</p>
    }
    .into_any()
}

/// The policy for users, and the one for administrators, which only owners change.
fn lockout(draft: Draft, readonly: bool) -> AnyView {
    let owner = may(Permission::AdministratorsWrite);
    let administrators = lockout::Accounts::Administrators;
    view! {
        {lockout::view(draft.lockout, lockout::Accounts::Users, readonly)}
        <hr class="divider"/>
        <h3>{words::LOCKOUT_ADMINISTRATORS}</h3>
        <p class="muted">{words::LOCKOUT_ADMINISTRATORS_HINT}</p>
        {lockout::view(draft.administrator_lockout, administrators, readonly || !owner)}
    }
    .into_any()
}
