//! The organization's own terms for its users.

use contract::filter::UserFilter;
use contract::terms::{OrganizationTerms, SetTerms};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use rules::role::Permission;
use rules::terms::normalize;
use ui_kit::prelude::*;

use super::form::{SettingsForm, SettingsInput};
use super::once_loaded;
use crate::address::{self, USERS};
use crate::session::may;
use crate::words::{self as all, organization_terms as words};

/// The terms as last loaded, and the fields of the form. Copy.
#[derive(Clone, Copy)]
struct Editing {
    terms: Fetched<OrganizationTerms>,
    form: Sending,
    required: RwSignal<bool>,
    text: RwSignal<String>,
}

impl Editing {
    fn load(self) {
        self.terms.load(async { api().organization_terms().await });
    }

    /// Fills the form with the terms as last loaded.
    fn fill(self) {
        if let Some(now) = self.terms.value.get_untracked() {
            self.required.set(now.required);
            self.text
                .set(now.current.map(|it| it.text).unwrap_or_default());
        }
    }

    fn request(self) -> SetTerms {
        SetTerms {
            required: self.required.get(),
            text: self.text.get(),
        }
    }

    fn save(self) {
        let version = self
            .terms
            .value
            .with_untracked(|it| it.as_ref().map(|it| it.version));
        let Some(version) = version else {
            return;
        };
        let body = untrack(|| self.request());
        self.form.send(
            async move { api().set_organization_terms(version, &body).await },
            move |now| {
                self.terms.value.try_set(Some(now));
                use_toasts().ok(all::SAVED);
            },
        );
    }

    /// The number of the version that saving would publish, if the text is another one.
    fn publishes(self) -> Option<u32> {
        let text = self.text.with(|text| normalize(text).ok())?;
        self.terms.value.with(|now| {
            let current = now.as_ref()?.current.as_ref();
            let same = current.is_some_and(|current| current.text == text);
            (!same).then(|| current.map_or(1, |current| current.version + 1))
        })
    }
}

/// The tab.
pub(super) fn view() -> AnyView {
    let editing = Editing {
        terms: Fetched::new(),
        form: Sending::new(),
        required: RwSignal::new(false),
        text: RwSignal::new(String::new()),
    };
    let load = move || editing.load();
    once_loaded(editing.terms, editing.form, load, move || form(editing))
}

fn form(editing: Editing) -> AnyView {
    let input = SettingsInput::new(
        editing.form,
        move || editing.fill(),
        move || editing.request(),
    );
    let readonly = !may(Permission::OrganizationWrite);
    let publishes = move || {
        let number = editing.publishes().filter(|_| !readonly)?;
        Some(view! { <Notice tone=Tone::Info>{words::publishes(number)}</Notice> })
    };
    view! {
        <div class="settings">
            <SettingsForm id="terms-form" title=words::TITLE lead=words::LEAD form=editing.form
                input=input on_save=move || editing.save()>
                {move || current(editing)}
                <Switch label=words::REQUIRED hint=words::REQUIRED_HINT checked=editing.required
                    disabled=readonly/>
                <TextArea name="text" label=words::TEXT value=editing.text hint=words::TEXT_HINT rows=16
                    maxlength=20_000 readonly=readonly/>
                {publishes}
            </SettingsForm>
        </div>
    }
    .into_any()
}

/// The current version, with a link to the users who have not accepted it.
fn current(editing: Editing) -> AnyView {
    let Some(now) = editing.terms.value.get() else {
        return ().into_any();
    };
    let Some(current) = now.current else {
        return view! { <p class="muted">{words::NOTHING}</p> }.into_any();
    };
    let by = now.published_by.unwrap_or_default();
    let at = exact(current.published_at.into());
    let missing = now.required.then(|| {
        let filter = UserFilter {
            terms_accepted: vec![false],
            ..UserFilter::default()
        };
        let href = address::with(USERS, &[("filter", &filter.to_string())]);
        view! { <p><TextLink href=href>{words::SHOW_MISSING}</TextLink></p> }
    });
    view! {
        <div>
            <p>{words::published(current.version, &by, &at)}</p>
            {missing}
        </div>
    }
    .into_any()
}
