//! The catalog, and what is not in it.

use contract::applications::ApplicationTemplate;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::text::has_words;
use ui_kit::prelude::*;

use super::{ADDED, Step};
use crate::list::List;
use crate::words::{applications_saml as saml, connecting as words};

/// The choices. Takes the focus to the search.
pub(super) fn view(
    list: List,
    templates: Fetched<Items<ApplicationTemplate>>,
    retry: Callback<()>,
) -> AnyView {
    let search = RwSignal::new(String::new());
    portal_kit::me::focus_later(".drawer .search input");
    let content = move || {
        if templates.waiting() {
            return view! { <Skeleton lines=8/> }.into_any();
        }
        if let Some(error) = templates.failure.get() {
            return failure::state(&error, Some(retry));
        }
        let found = templates.value.with(|page| {
            let items = page.iter().flat_map(|page| page.items.iter());
            search.with(|search| items.filter(|one| matches(one, search)).cloned().collect())
        });
        catalog(list, found)
    };
    let own = [
        (Step::CUSTOM, Icon::Key, words::CUSTOM, words::CUSTOM_HINT),
        (Step::SAML, Icon::Key, saml::CUSTOM, saml::CUSTOM_HINT),
        (
            Step::BOOKMARK,
            Icon::External,
            words::BOOKMARK,
            words::BOOKMARK_HINT,
        ),
    ];
    let own = own.map(|(added, icon, name, hint)| {
        let href = list.over_now("new", &[(ADDED, added)]);
        view! { <li><IconLine icon=icon title=name note=move || hint href=href/></li> }
    });
    view! {
        <ul class="catalog">{own.into_iter().collect_view()}</ul>
        <Section title=words::CATALOG>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=search
                on_search=move |typed: String| search.set(typed.trim().to_owned())/>
            {content}
        </Section>
    }
    .into_any()
}

/// Whether a template has all words of a search.
fn matches(one: &ApplicationTemplate, search: &str) -> bool {
    let text = format!("{} {} {} {}", one.id, one.name, one.summary, one.category);
    has_words(&text, search)
}

fn catalog(list: List, found: Vec<ApplicationTemplate>) -> AnyView {
    let count = words::found(found.len());
    let status = view! { <p class="hidden" role="status">{count}</p> };
    if found.is_empty() {
        return view! {
            {status}
            <EmptyState icon=Icon::Search title=words::NO_MATCH_TITLE>{words::NO_MATCH}</EmptyState>
        }
        .into_any();
    }
    let parts = by_category(found).into_iter().map(|(category, all)| {
        let lines = all.into_iter().map(|one| line(list, one)).collect_view();
        view! {
            <div class="catalog-part">
                <h3 class="minor muted">{category}</h3>
                <ul class="catalog">{lines}</ul>
            </div>
        }
    });
    view! { {status} {parts.collect_view()} }.into_any()
}

/// The templates under their headings, both by name.
fn by_category(found: Vec<ApplicationTemplate>) -> Vec<(String, Vec<ApplicationTemplate>)> {
    let mut parts: Vec<(String, Vec<ApplicationTemplate>)> = Vec::new();
    for one in found {
        match parts.iter_mut().find(|(name, _)| *name == one.category) {
            Some((_, part)) => part.push(one),
            None => parts.push((one.category.clone(), vec![one])),
        }
    }
    parts.sort_by(|(one, _), (other, _)| one.cmp(other));
    parts
}

fn line(list: List, one: ApplicationTemplate) -> AnyView {
    let href = list.over_now("new", &[(ADDED, &one.id)]);
    view! {
        <li><MarkLine letter=one.letter color=one.color name=one.name note=one.summary href=href/></li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use rules::application::{ApplicationProtocol, IconColor, TemplateEvidence};

    use super::*;

    fn template(name: &str, category: &str) -> ApplicationTemplate {
        ApplicationTemplate {
            id: name.to_lowercase(),
            name: name.to_owned(),
            summary: "Dashboards for metrics".to_owned(),
            letter: "G".to_owned(),
            color: IconColor::Orange,
            category: category.to_owned(),
            protocol: ApplicationProtocol::Oidc,
            questions: Vec::new(),
            note: None,
            documentation: String::new(),
            evidence: TemplateEvidence::Unverified,
        }
    }

    #[test]
    fn a_search_finds_all_words_anywhere() {
        let grafana = template("Grafana", "Monitoring");
        for search in ["", "GRAF", "metrics graf", "monitoring", "  dash "] {
            assert!(matches(&grafana, search), "{search}");
        }
        for search in ["gitlab", "grafana wiki"] {
            assert!(!matches(&grafana, search), "{search}");
        }
    }

    #[test]
    fn templates_are_under_their_headings() {
        let all = [("A", "Work"), ("B", "Data"), ("C", "Work")];
        let parts = by_category(all.map(|(name, category)| template(name, category)).into());
        let names = parts.iter().map(|(category, all)| {
            let names: Vec<_> = all.iter().map(|one| &*one.name).collect();
            (&**category, names.join(" "))
        });
        let names: Vec<_> = names.collect();
        assert_eq!(
            names,
            [("Data", "B".to_owned()), ("Work", "A C".to_owned())]
        );
    }
}
