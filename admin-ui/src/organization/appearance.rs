//! How pages and emails look.

use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use rules::appearance::Appearance;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::form::SettingsForm;
use super::{Editing, logo};
use crate::session::may;
use crate::words::organization as words;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
struct Draft {
    light: RwSignal<String>,
    dark: RwSignal<String>,
    help: RwSignal<String>,
}

impl Draft {
    fn fill(self, now: &Organization) {
        let appearance = &now.settings.appearance;
        self.light.set(appearance.accent_light.clone());
        self.dark.set(appearance.accent_dark.clone());
        self.help.set(appearance.help_text.clone());
    }

    fn appearance(self) -> Appearance {
        let trimmed = |typed: RwSignal<String>| typed.with(|typed| typed.trim().to_owned());
        Appearance {
            accent_light: trimmed(self.light),
            accent_dark: trimmed(self.dark),
            help_text: trimmed(self.help),
        }
    }

    fn request(self) -> UpdateOrganization {
        UpdateOrganization {
            appearance: Some(self.appearance().into()),
            ..UpdateOrganization::default()
        }
    }

    /// What is wrong with a field. The server decides by the same rule.
    fn fault(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let faults = self.appearance().faults();
            let fault = faults.into_iter().find(|(at, _)| *at == field);
            fault.map(|(_, mend)| mend.to_owned())
        })
    }
}

pub(super) fn view(editing: Editing) -> AnyView {
    let draft = Draft {
        light: RwSignal::new(String::new()),
        dark: RwSignal::new(String::new()),
        help: RwSignal::new(String::new()),
    };
    let input = editing.input(move |now| draft.fill(&now), move || draft.request());
    let save = move || {
        // The fields say already what is wrong.
        if untrack(|| draft.appearance()).faults().is_empty() {
            editing.save(untrack(|| draft.request()));
        }
    };
    let readonly = !may(Permission::OrganizationWrite);
    view! {
        <div class="settings">
            <SettingsForm id="appearance-form" title=words::TITLE_APPEARANCE lead=words::APPEARANCE_LEAD
                form=editing.form input=input on_save=save>
                <TextField name="appearance.accentLight" label=words::ACCENT_LIGHT value=draft.light
                    hint=words::ACCENT_LIGHT_HINT error=draft.fault("accentLight") mono=true maxlength=7
                    readonly=readonly/>
                <TextField name="appearance.accentDark" label=words::ACCENT_DARK value=draft.dark
                    hint=words::ACCENT_DARK_HINT error=draft.fault("accentDark") mono=true maxlength=7
                    readonly=readonly/>
                <TextArea name="appearance.helpText" label=words::HELP_TEXT value=draft.help
                    hint=words::HELP_TEXT_HINT error=draft.fault("helpText") rows=4 maxlength=500
                    readonly=readonly/>
            </SettingsForm>
            {logo::view(editing)}
        </div>
    }
    .into_any()
}
