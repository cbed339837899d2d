//! The drawer with the words of a kind of email.

use contract::mail_deliveries::MailPreview;
use contract::mail_templates::{MailPlaceholder, MailTemplate};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::draft::Draft;
use crate::address::{self, MAIL_TEMPLATES};
use crate::components::{StaleNotice, form_foot};
use crate::mail_deliveries::show_preview;
use crate::session::may;
use crate::words::{self as all, mail_deliveries, mail_templates as words};

const FORM: &str = "mail-template-form";

fn close() {
    address::go_within(MAIL_TEMPLATES);
}

/// What the drawer edits, and the state of its requests. Copy.
#[derive(Clone, Copy)]
struct Editing {
    of: StoredValue<MailTemplate>,
    draft: Draft,
    form: Sending,
    preview: RwSignal<Option<MailPreview>>,
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
    saved: RwSignal<bool>,
    readonly: bool,
}

impl Editing {
    /// Saves the words, on this version or the current one. The default words restore the default.
    fn save(self, version: Option<u64>) {
        let (of, words) = (self.of.get_value(), untrack(|| self.draft.words()));
        let label = of.label.clone();
        let call = async move {
            let version = match version {
                Some(version) => version,
                None => api().mail_template(&of.kind).await?.version,
            };
            if words == of.default_words {
                return api().reset_mail_template(&of.kind, version).await;
            }
            let set = api().set_mail_template(&of.kind, version, &words).await;
            set.map(drop)
        };
        self.form.send(call, move |()| {
            use_toasts().ok(words::saved(&label));
            self.leave();
        });
    }

    /// Closes the drawer, without a question. The list, from which it is opened again, reloads.
    fn leave(self) {
        self.saved.try_set(true);
        self.changed.try_update(|n| *n += 1);
        close();
    }

    fn kind(self) -> String {
        self.of.with_value(|of| of.kind.clone())
    }

    fn look(self) {
        let (kind, words) = (self.kind(), untrack(|| self.draft.words()));
        self.form.send(
            async move { api().preview_mail_template(&kind, &words).await },
            move |shown| {
                self.preview.try_set(Some(shown));
            },
        );
    }

    fn test(self) {
        let (kind, words) = (self.kind(), untrack(|| self.draft.words()));
        self.form.send(
            async move { api().test_mail_template(&kind, &words).await },
            move |mail| use_toasts().ok(mail_deliveries::tested(&mail.to)),
        );
    }

    fn to_default(self) {
        self.draft
            .fill(self.of.with_value(|of| of.default_words.clone()));
    }

    fn is_dirty(self) -> bool {
        let differs = || self.of.with_value(|of| self.draft.words() != of.words);
        !self.saved.get() && !self.readonly && differs()
    }
}

/// The drawer.
#[component]
pub fn TemplatePanel(
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
    /// The kind of email, as in the list.
    of: MailTemplate,
) -> AnyView {
    let may_try = may(Permission::OrganizationWrite);
    let may_save = may_try && (!of.reaches_administrators || may(Permission::AdministratorsWrite));
    let (title, version) = (of.label.clone(), of.version);
    let placeholders = placeholders(&of.placeholders);
    let editing = Editing {
        draft: Draft::of(&of.words),
        of: StoredValue::new(of),
        form: Sending::new(),
        preview: RwSignal::new(None),
        changed,
        saved: RwSignal::new(false),
        readonly: !may_save,
    };
    let form = editing.form;
    let foot = move || {
        if may_save {
            form_foot(FORM, form, all::SAVE)
        } else {
            view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
        }
    };
    let not_allowed = (!may_save).then(|| {
        let why = if may_try {
            words::OWNERS_ONLY
        } else {
            words::NOT_ALLOWED
        };
        view! { <Notice tone=Tone::Neutral>{why}</Notice> }
    });
    let dirty = Signal::derive(move || editing.is_dirty());
    view! {
        <Drawer title=title foot=foot dirty=dirty on_close=close>
            <div class="stack">
                <Form id=FORM on_submit=move || editing.save(Some(version)) busy=form.busy
                    errors=form.errors message=form.message>
                    <StaleNotice form=form on_keep=move || editing.save(None)
                        on_load=move || editing.leave()/>
                    {not_allowed}
                    {fields(editing.draft, editing.readonly)}
                </Form>
                <p class="muted small">{words::FIXED}</p>
                <div>{placeholders}</div>
                {may_try.then(|| actions(editing))}
                {move || editing.preview.get().map(|shown| show_preview(shown, ""))}
            </div>
        </Drawer>
    }
    .into_any()
}

/// Trying the words, and returning to the default ones.
fn actions(editing: Editing) -> AnyView {
    let busy = editing.form.busy;
    let to_default = (!editing.readonly).then(|| {
        view! {
            <Button variant=ButtonVariant::Quiet on_click=move || editing.to_default()>{words::TO_DEFAULT}</Button>
        }
    });
    view! {
        <div class="actions">
            <Button variant=ButtonVariant::Secondary busy=busy on_click=move || editing.look()>{words::PREVIEW}</Button>
            <Button variant=ButtonVariant::Secondary icon=Icon::Mail busy=busy
                on_click=move || editing.test()>{words::TEST}</Button>
            {to_default}
        </div>
    }
    .into_any()
}

fn fields(draft: Draft, readonly: bool) -> AnyView {
    let button = draft.has_button.then(|| {
        view! {
            <TextField name="button" label=words::BUTTON value=draft.button required=true maxlength=40
                readonly=readonly/>
        }
    });
    view! {
        <TextField name="subject" label=words::SUBJECT value=draft.subject required=true maxlength=150
            readonly=readonly/>
        <TextField name="heading" label=words::HEADING value=draft.heading required=true maxlength=150
            readonly=readonly/>
        <TextArea name="text" label=words::TEXT value=draft.text hint=words::TEXT_HINT rows=10
            required=true maxlength=2000 readonly=readonly/>
        {button}
    }
    .into_any()
}

fn placeholders(all: &[MailPlaceholder]) -> AnyView {
    let entries: Vec<_> = all
        .iter()
        .map(|one| {
            let meaning = words::meaning(&one.description, one.required);
            view! { <Entry label=words::placeholder(&one.name)>{meaning}</Entry> }
        })
        .collect();
    view! {
        <h3 class="strong">{words::PLACEHOLDERS}</h3>
        <DescriptionList>{entries}</DescriptionList>
    }
    .into_any()
}
