//! Whether the user can use the LDAP directory, a network or a host, with the actions that help.

use contract::hosts::Host;
use contract::ids::UserId;
use contract::page::Page as Items;
use contract::radius::RadiusClient;
use contract::resource_access::{ResourceAccess, ResourceCredential};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::chosen_resource::ChosenResource;
use super::resource_way;
use crate::components::keep_focus;
use crate::list::one_page;
use crate::session::may;
use crate::words::resource_access as words;

/// What is asked, and the answer. It outlives the section, which is built again whenever the user is loaded again.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    networks: Fetched<Items<RadiusClient>>,
    hosts: Fetched<Items<Host>>,
    chosen: RwSignal<String>,
    answer: Fetched<ResourceAccess>,
}

impl Asking {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            networks: Fetched::new(),
            hosts: Fetched::new(),
            chosen: RwSignal::new(String::new()),
            answer: Fetched::new(),
        }
    }

    /// The resource that is chosen.
    fn resource(self) -> Option<ChosenResource> {
        self.chosen.with(|text| ChosenResource::parse(text))
    }

    /// Loads one page of resources to choose from. The others can only be checked through the API.
    fn load_resources(self) {
        if self.networks.value.with_untracked(Option::is_none) {
            self.networks
                .load(async { api().radius_clients(&one_page()).await });
        }
        if self.hosts.value.with_untracked(Option::is_none) {
            self.hosts.load(async { api().hosts(&one_page()).await });
        }
    }

    fn ask(self, user: UserId) {
        if let Some(resource) = untrack(|| self.resource()) {
            self.answer.load(async move { resource.ask(user).await });
        }
    }
}

/// The section. Asks again after each action.
pub(super) fn view(
    asking: Asking,
    id: UserId,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> Option<AnyView> {
    if !may(Permission::OrganizationRead) {
        return None;
    }
    let Asking {
        networks,
        hosts,
        chosen,
        answer,
    } = asking;
    let options = Signal::derive(move || choices(networks.value.get(), hosts.value.get()));
    Effect::new(move || asking.load_resources());
    Effect::new(move |before: Option<String>| {
        actions.changed.track();
        let now = chosen.get();
        // The answer about another resource must not stay while this one is asked about.
        if before.is_some_and(|before| before != now) {
            answer.forget();
        }
        asking.ask(id);
        now
    });
    Effect::new(move || {
        answer.value.track();
        keep_focus();
    });
    let waiting = Memo::new(move |_| networks.waiting() || hosts.waiting());
    let field = move || {
        // Not before both kinds have arrived: a list that grows moves what a person is about to choose.
        if waiting.get() {
            return view! { <Skeleton lines=1/> }.into_any();
        }
        view! { <SelectField name="place" label=words::WHERE value=chosen options=options/> }
            .into_any()
    };
    // The options of the other kind can still be chosen.
    let missing = move || {
        let error = networks.failure.get().or_else(|| hosts.failure.get())?;
        Some(failure::notice(&error, move || asking.load_resources()))
    };
    let content = move || {
        let resource = asking.resource()?;
        Some(match (answer.value.get(), answer.failure.get()) {
            (_, Some(error)) => failure::notice(&error, move || asking.ask(id)),
            (Some(access), None) => whole(access, resource, user, actions),
            (None, None) => view! { <Skeleton lines=3/> }.into_any(),
        })
    };
    let section = view! {
        <Section title=words::TITLE lead=words::LEAD>
            {field}
            {missing}
            {content}
        </Section>
    };
    Some(section.into_any())
}

/// The resources, the newest first of each kind.
fn choices(networks: Option<Items<RadiusClient>>, hosts: Option<Items<Host>>) -> Vec<Choice> {
    let mut all = vec![
        Choice::new("", words::CHOOSE),
        Choice::new(ChosenResource::Directory.value(), words::DIRECTORY),
    ];
    for one in networks.into_iter().flat_map(|page| page.items) {
        let resource = ChosenResource::Network(one.id);
        all.push(Choice::new(resource.value(), words::network(&one.name)));
    }
    for one in hosts.into_iter().flat_map(|page| page.items) {
        let resource = ChosenResource::Host(one.id);
        all.push(Choice::new(resource.value(), words::host(&one.name)));
    }
    all
}

fn whole(
    access: ResourceAccess,
    resource: ChosenResource,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    let (tone, title) = verdict(&access);
    let ways = access.ways.into_iter();
    let ways = ways.map(|way| resource_way::view(&way, resource, user, actions));
    view! {
        <Notice tone=tone title=title live=true><p>{words::CHECKED}</p></Notice>
        <ul class="log checks">{ways.collect_view()}</ul>
    }
    .into_any()
}

fn verdict(access: &ResourceAccess) -> (Tone, &'static str) {
    let accepts = |credential| {
        let mut ways = access.ways.iter();
        ways.any(|way| way.credential == credential && way.obstacle.is_none())
    };
    let [password, application_password, key] = [
        ResourceCredential::Password,
        ResourceCredential::ApplicationPassword,
        ResourceCredential::SshKey,
    ]
    .map(accepts);
    match (password, application_password, key) {
        (true, ..) => (Tone::Ok, words::ALLOWED),
        (false, true, true) => (Tone::Info, words::NOT_WITH_ACCOUNT_PASSWORD),
        (false, true, false) => (Tone::Info, words::ONLY_APPLICATION_PASSWORD),
        (false, false, true) => (Tone::Info, words::ONLY_SSH_KEY),
        (false, false, false) => (Tone::Danger, words::REFUSED),
    }
}
