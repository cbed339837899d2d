//! The page that a mailed link opens. Opening it changes nothing; its button does.

use client::Error;
use contract::links::{LinkDetails, SetPasswordByLink};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use rules::lifetimes::LinkPurpose;
use ui_kit::prelude::*;

use super::dead::{dead, missing, needs_factor};
use super::set_password::{prove_factor, reset_done, set_password};
use crate::account::{Account, use_account};
use crate::portal::PublicPage;
use crate::problems::Failure;
use crate::words::{self, links, recovery, sign_in};

/// What is known about the link.
#[derive(Clone)]
pub enum Link {
    /// The address has no token.
    Missing,
    /// It is being looked at.
    Checking,
    /// It can be used.
    Usable(LinkDetails),
    /// The password is chosen; a second factor is due.
    Factor(SetPasswordByLink, LinkDetails),
    /// It was used, replaced, or its time is over.
    Dead,
    /// It asks for a second factor, which the account does not have.
    NeedsFactor,
    /// It could not be looked at.
    Failed(Failure),
    /// The password was reset with it.
    Done,
}

/// The page of one link. Copy.
#[derive(Clone, Copy)]
pub struct Page {
    pub account: Account,
    pub purpose: LinkPurpose,
    pub token: Memo<String>,
    pub link: RwSignal<Link>,
}

impl Page {
    /// Whether an account is made here, not only its password renewed.
    pub fn is_activation(self) -> bool {
        self.purpose == LinkPurpose::UserActivation
    }

    fn inspect(self) {
        let token = self.token.get_untracked();
        if token.is_empty() {
            self.link.set(Link::Missing);
            return;
        }
        self.link.set(Link::Checking);
        spawn_local(async move {
            let client = self.account.client();
            let answer = client.inspect_link(self.purpose, &token).await;
            self.link.set(match answer {
                Ok(details) => Link::Usable(details),
                Err(error) if is_dead(&error) => Link::Dead,
                Err(error) if error.is(ProblemType::FactorRequired) => Link::NeedsFactor,
                Err(error) => Link::Failed(Failure::from(&error)),
            });
        });
    }
}

/// Whether the link itself is no good. What is not even shaped like a token is no better.
pub fn is_dead(error: &Error) -> bool {
    error.is(ProblemType::LinkNotUsable) || error.is(ProblemType::MalformedRequest)
}

/// The page that a link of this purpose opens.
#[component]
pub fn LinkPage(
    /// What its links are for.
    purpose: LinkPurpose,
) -> AnyView {
    let hash = use_location().hash;
    let page = Page {
        account: use_account(),
        purpose,
        // A second link opened in the same tab only changes the fragment.
        token: Memo::new(move |_| hash.get().trim_start_matches('#').to_owned()),
        link: RwSignal::new(Link::Checking),
    };
    Effect::new(move || {
        page.token.track();
        page.inspect();
    });

    let name = Signal::derive(move || match page.link.get() {
        Link::Usable(details) | Link::Factor(_, details) => Some(details.organization_name),
        _ => None,
    });
    let lead = Signal::derive(move || match page.link.get() {
        Link::Usable(details) if page.is_activation() => {
            Some(links::activate_lead(&details.organization_name))
        }
        Link::Usable(details) => Some(links::reset_lead(&details.organization_name)),
        Link::Done => Some(links::RESET_DONE_LEAD.to_owned()),
        _ => None,
    });
    // The other states have a button that leads there.
    let foot = move || {
        let here = matches!(
            page.link.get(),
            Link::Checking | Link::Usable(_) | Link::Failed(_)
        );
        here.then(|| view! { <TextLink href="/sign-in">{words::TO_SIGN_IN}</TextLink> })
    };
    view! {
        <PublicPage name=name title=move || title(page) lead=lead foot=move || view! { {foot} }>
            {move || show(page)}
        </PublicPage>
    }
    .into_any()
}

fn title(page: Page) -> String {
    match page.link.get() {
        Link::Usable(details) if page.is_activation() => links::welcome(&details.display_name),
        Link::Missing => links::MISSING_TITLE.to_owned(),
        Link::Dead => links::DEAD_TITLE.to_owned(),
        Link::Done => links::RESET_DONE.to_owned(),
        Link::Factor(..) => sign_in::TITLE_FACTOR.to_owned(),
        Link::NeedsFactor => recovery::FACTOR_TITLE.to_owned(),
        _ if page.is_activation() => links::ACTIVATE_TITLE.to_owned(),
        _ => links::RESET_TITLE.to_owned(),
    }
}

fn show(page: Page) -> AnyView {
    match page.link.get() {
        Link::Missing => missing(),
        Link::Checking => view! {
            <span class="hidden" role="status">{links::LOADING}</span>
            <Skeleton lines=4/>
        }
        .into_any(),
        Link::Usable(details) => set_password(page, details),
        Link::Factor(body, details) => prove_factor(page, body, details),
        Link::Dead => dead(page),
        Link::NeedsFactor => needs_factor(page),
        Link::Failed(failure) => crate::load::failed(failure, move || page.inspect()),
        Link::Done => reset_done(),
    }
}
