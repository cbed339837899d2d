//! The panel that adds an application: choose one, fill in the form, and get what to enter in it.

mod choose;
mod custom;
mod input;
mod metadata;
mod saml;
mod template;

use contract::applications::ApplicationTemplate;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::hand_over::HandOver;
use super::panel;
use super::saml_hand_over::SamlHandOver;
use crate::address;
use crate::components::form_foot;
use crate::list::List;
use crate::words::{self as all, applications as words, applications_saml, connecting};
use input::{Created, Input};

const FORM: &str = "create-application";

/// The name in the address of what is added.
const ADDED: &str = "add";

/// What is added.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Not chosen yet.
    Choose,
    /// A bookmark.
    Bookmark,
    /// An application that uses OpenID Connect.
    Custom,
    /// An application that uses SAML.
    Saml,
    /// An application of the catalog.
    Template(String),
}

impl Step {
    const BOOKMARK: &'static str = "bookmark";
    const CUSTOM: &'static str = "oidc";
    const SAML: &'static str = "saml";

    fn of(added: Option<&str>) -> Self {
        match added {
            None | Some("") => Self::Choose,
            Some(Self::BOOKMARK) => Self::Bookmark,
            Some(Self::CUSTOM) => Self::Custom,
            Some(Self::SAML) => Self::Saml,
            Some(template) => Self::Template(template.to_owned()),
        }
    }
}

/// The drawer. What is added is in the address.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Notified so that the list reloads.
    actions: ItemActions,
) -> AnyView {
    let query = use_query_map();
    let step = Memo::new(move |_| Step::of(query.with(|query| query.get(ADDED)).as_deref()));
    let templates = Fetched::<Items<ApplicationTemplate>>::new();
    let load = move || templates.load(async move { api().application_templates().await });
    load();
    let template = Memo::new(move |_| {
        let Step::Template(id) = step.get() else {
            return None;
        };
        let found =
            |page: &Items<ApplicationTemplate>| page.items.iter().find(|one| one.id == id).cloned();
        templates.value.with(|page| page.as_ref().and_then(found))
    });
    let input = Input::new();
    let created = RwSignal::new(None::<Created>);
    let is_created = Memo::new(move |_| created.with(Option::is_some));
    let saved = RwSignal::new(false);
    let save = move || {
        input.save(&step.get_untracked(), move |one| {
            saved.try_set(true);
            actions.bump();
            if has_values(&one) {
                use_toasts().ok(connecting::added(&one.application.name));
                created.try_set(Some(one));
                // The button that had the focus is gone.
                portal_kit::me::focus_later(".drawer");
            } else {
                use_toasts().ok(words::created(&one.application.name));
                to_access(list, &one);
            }
        });
    };
    let title = move || {
        if let Some(name) = created.with(|one| one.as_ref().map(|one| one.application.name.clone()))
        {
            return name;
        }
        match (step.get(), template.get()) {
            (Step::Bookmark, _) => connecting::ADD_BOOKMARK.to_owned(),
            (Step::Custom, _) => connecting::ADD_CUSTOM.to_owned(),
            (Step::Saml, _) => applications_saml::ADD.to_owned(),
            (Step::Template(_), Some(one)) => connecting::add(&one.name),
            _ => words::NEW.to_owned(),
        }
    };
    let head = move || {
        (move || match (is_created.get(), step.get()) {
            (true, _) | (_, Step::Template(_)) => None,
            (_, Step::Choose) => Some(connecting::CHOOSE_LEAD),
            (_, Step::Bookmark) => Some(connecting::BOOKMARK_HINT),
            (_, Step::Custom) => Some(connecting::CUSTOM_LEAD),
            (_, Step::Saml) => Some(applications_saml::LEAD),
        })
        .into_any()
    };
    let has_form = Memo::new(move |_| match step.get() {
        Step::Choose => false,
        Step::Bookmark | Step::Custom | Step::Saml => true,
        Step::Template(_) => template.with(Option::is_some),
    });
    let foot = move || {
        (move || match (created.get(), has_form.get()) {
            (Some(one), _) => view! {
                <Button on_click=move || to_access(list, &one)>{connecting::DONE}</Button>
            }
            .into_any(),
            (None, true) => form_foot(FORM, input.form, words::NEW),
            (None, false) => view! { <DrawerCancel>{all::CANCEL}</DrawerCancel> }.into_any(),
        })
        .into_any()
    };
    let retry = Callback::new(move |()| load());
    let content = move || {
        if let Some(one) = created.get() {
            return hand_over(one);
        }
        match step.get() {
            Step::Choose => choose::view(list, templates, retry),
            Step::Bookmark => form(list, input, save, move || custom::bookmark(input)),
            Step::Custom => form(list, input, save, move || custom::custom(input)),
            Step::Saml => form(list, input, save, move || saml::view(input)),
            Step::Template(_) => match (template.get(), templates.failure.get()) {
                (Some(one), _) => form(list, input, save, move || template::view(input, &one)),
                (None, Some(error)) => failure::state(&error, Some(retry)),
                (None, None) if templates.waiting() => view! { <Skeleton lines=6/> }.into_any(),
                (None, None) => not_there(list),
            },
        }
    };
    let dirty = move || !saved.get() && input.is_dirty();
    view! {
        <Drawer title=Signal::derive(title) head=head foot=foot dirty=Signal::derive(dirty)
            on_close=move || list.close()>
            <div class="panel-content">{content}</div>
        </Drawer>
    }
    .into_any()
}

/// Whether there is something to enter in the new application.
fn has_values(one: &Created) -> bool {
    one.application.oidc.is_some() || one.application.saml_provider.is_some()
}

/// What to enter in the new application.
fn hand_over(one: Created) -> AnyView {
    match one.application.saml_provider {
        Some(provider) => {
            let provider = Signal::derive(move || Some(provider.clone()));
            view! { <SamlHandOver provider=provider/> }.into_any()
        }
        None => {
            let once = one.secret.is_some().then(|| view! { <ShownOnce/> });
            view! { <HandOver id=one.application.id secret=one.secret/>{once} }.into_any()
        }
    }
}

/// Goes to the tab that says who may open the new application.
fn to_access(list: List, one: &Created) {
    let id = one.application.id.to_string();
    address::replace(&list.over_now(&id, &[("tab", panel::ACCESS)]));
}

/// The form around the fields of a step. Its button is in the footer. The fields are built inside of the
/// form, which shows their errors there.
fn form(
    list: List,
    input: Input,
    save: impl Fn() + Send + Sync + 'static,
    fields: impl FnOnce() -> AnyView + Send + 'static,
) -> AnyView {
    // What was entered in another form does not belong here.
    input.clear();
    let sending = input.form;
    view! {
        {back(list)}
        <Form id=FORM on_submit=save busy=sending.busy errors=sending.errors message=sending.message>
            {fields()}
            {custom::open_to(input)}
        </Form>
    }
    .into_any()
}

/// The link to all applications of the catalog.
fn back(list: List) -> AnyView {
    let href = list.over_now("new", &[]);
    view! { <p><TextLink href=href>{connecting::BACK}</TextLink></p> }.into_any()
}

/// The address names no application of the catalog.
fn not_there(list: List) -> AnyView {
    view! {
        <EmptyState icon=Icon::Search title=connecting::GONE_TITLE actions=move || back(list)>
            {connecting::GONE}
        </EmptyState>
    }
    .into_any()
}
