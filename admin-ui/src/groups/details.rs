//! The second tab: the name and the description.

use contract::change::Change;
use contract::groups::{Group, UpdateGroup};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::{PanelForm, Versions};
use crate::session::may;
use crate::words::groups as words;

/// The form's id, for the button in the panel's footer.
pub(super) const FORM: &str = "group-form";

/// Checks a typed name.
pub(super) fn check_name(form: Sending, name: &str) {
    form.check_line("name", name, 100, words::NAME_MISSING);
}

/// A typed description. The field has several lines only to show long ones.
pub(super) fn one_line(typed: &str) -> String {
    let lines = typed.lines().map(str::trim);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// The form and the state that it started from.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// The state of the request, and its errors.
    pub form: Sending,
    name: RwSignal<String>,
    description: RwSignal<String>,
    versions: Versions<Group>,
}

impl Editing {
    pub fn new() -> Self {
        Self {
            form: Sending::new(),
            name: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            versions: Versions::new(),
        }
    }

    /// Receives the group's state from the server.
    pub fn arrived(self, group: &Group) {
        let agrees =
            |base: &Group| base.name == group.name && base.description == group.description;
        if self
            .versions
            .arrived(group, |base| self.differs(base), agrees)
        {
            self.fill(group);
        }
    }

    fn fill(self, group: &Group) {
        self.name.try_set(group.name.clone());
        let description = group.description.clone().unwrap_or_default();
        self.description.try_set(description);
    }

    fn differs(self, base: &Group) -> bool {
        let description = base.description.as_deref().unwrap_or_default();
        self.name.with(|name| name.trim() != base.name)
            || self
                .description
                .with(|typed| one_line(typed) != description)
    }

    /// Whether there are unsaved edits.
    pub fn dirty(self) -> bool {
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
        check_name(self.form, &self.name.get_untracked());
        if self.form.is_faulty() {
            return;
        }
        let sent = self.changes(&base);
        let (body, id, version) = (sent.clone(), base.id, base.version);
        self.form.send(
            async move { api().update_group(id, version, &body).await },
            move |group| {
                let is_as_sent = || self.changes(&base) == sent;
                if self.versions.saved(&group, is_as_sent) {
                    self.fill(&group);
                }
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn changes(self, base: &Group) -> UpdateGroup {
        let name = self.name.get_untracked().trim().to_owned();
        let description = one_line(&self.description.get_untracked());
        let description = Some(description).filter(|text| !text.is_empty());
        UpdateGroup {
            name: (name != base.name).then_some(name),
            description: if description == base.description {
                Change::Keep
            } else {
                Change::from_option(description)
            },
        }
    }
}

pub(super) fn view(
    editing: Editing,
    group: RwSignal<Option<Group>>,
    actions: ItemActions,
) -> AnyView {
    let readonly = !may(Permission::GroupsWrite);
    let facts = move || {
        group.get().map(|group| {
            view! {
                <DescriptionList>
                    <Entry label=words::CREATED><ExactTime at=group.created_at/></Entry>
                    <Entry label=words::IDENTIFIER><span class="mono small break">{group.id.to_string()}</span></Entry>
                </DescriptionList>
            }
        })
    };
    view! {
        <PanelForm id=FORM label=words::TAB_DETAILS form=editing.form permission=Permission::GroupsWrite
            not_allowed=words::NOT_ALLOWED on_save=move || editing.save(actions)
            on_keep=move || editing.keep(actions) on_load=move || editing.load_latest()>
            <TextField name="name" label=words::NAME value=editing.name readonly=readonly required=true maxlength=100/>
            <TextArea name="description" label=words::DESCRIPTION value=editing.description
                hint=words::DESCRIPTION_HINT rows=3 maxlength=500 readonly=readonly/>
        </PanelForm>
        <hr class="divider"/>
        {facts}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_description_is_one_line() {
        assert_eq!(
            one_line(" Builds \r\n\r\n the product\n"),
            "Builds the product"
        );
        assert_eq!(one_line("\n"), "");
    }
}
