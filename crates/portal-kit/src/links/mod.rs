//! The pages of email links, and requesting such a link.

mod expired_link;
mod forgot_password;
mod set_password;

use client::Error;
use contract::factors::FactorProof;
use contract::links::{LinkDetails, SetPasswordByLink};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use rules::links::LinkPurpose;
use ui_kit::prelude::*;

pub use forgot_password::ForgotPasswordPage;
pub use set_password::{terms_accepted, terms_box};

use crate::api::{api, run};
use crate::factors::{FactorForm, FactorPurpose};
use crate::failure;
use crate::public_page::PublicPage;
use crate::sending::Sending;
use crate::session;
use crate::settings::settings;
use crate::words::links as words;

/// The state of the link.
#[derive(Clone)]
enum Link {
    /// The address has no token.
    Incomplete,
    /// The server is checking the link.
    Checking,
    /// It can be used.
    Usable(LinkDetails),
    /// The password is chosen; a factor is required.
    Factor(SetPasswordByLink, LinkDetails),
    /// It was used, replaced, or has expired.
    Unusable,
    /// It requires a factor, and the account has none.
    FactorRequired,
    /// The server could not be reached.
    Failed(Error),
    /// The password has been reset.
    Done,
}

/// The page of a link. Copy.
#[derive(Clone, Copy)]
struct LinkView {
    purpose: LinkPurpose,
    token: Memo<String>,
    link: RwSignal<Link>,
    /// The form of the password, kept during the MFA step.
    form: Sending,
}

impl LinkView {
    /// Whether the link sets the account's first password: an activation or an invitation.
    fn is_first(self) -> bool {
        matches!(
            self.purpose,
            LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation
        )
    }

    fn inspect(self) {
        let token = self.token.get_untracked();
        // What was said about an earlier link.
        self.form.clear();
        if token.is_empty() {
            self.link.set(Link::Incomplete);
            return;
        }
        self.link.set(Link::Checking);
        let asked = token.clone();
        run(
            async move { api().inspect_link(self.purpose, &asked).await },
            move |answer| {
                if !self.shows(&token) {
                    return;
                }
                self.link.try_set(match answer {
                    Ok(details) => {
                        session::linked().try_set(Some(details.branding.clone()));
                        Link::Usable(details)
                    }
                    Err(error) if is_unusable(&error) => Link::Unusable,
                    Err(error) if error.is(ProblemType::FactorRequired) => Link::FactorRequired,
                    Err(error) => Link::Failed(error),
                });
            },
        );
    }

    /// Whether the page still shows the link with this token. It may have been left, or another link may have
    /// been opened in the same tab.
    fn shows(self, token: &str) -> bool {
        self.token.try_with_untracked(|now| now == token) == Some(true)
    }

    /// Finishes. All sessions of the account have ended, including the one in this browser.
    fn done(self, details: &LinkDetails, token: &str) {
        session::leave(None);
        session::email().set(details.requirements.email.clone());
        if self.shows(token) {
            self.link.set(Link::Done);
        }
    }
}

/// Whether the link cannot be used. Includes tokens that are malformed.
pub fn is_unusable(error: &Error) -> bool {
    error.is(ProblemType::LinkNotUsable)
        || error.is(ProblemType::MalformedRequest)
        || error.is(ProblemType::InvalidFields)
}

/// The token in the URL fragment. Opening a second link in the same tab changes only the fragment.
pub fn use_token() -> Memo<String> {
    let hash = use_location().hash;
    Memo::new(move |_| hash.get().trim_start_matches('#').to_owned())
}

/// The page for a link with this purpose. Opening it changes nothing; only its button does.
#[component]
pub fn LinkPage(
    /// The purpose of the link.
    purpose: LinkPurpose,
) -> AnyView {
    let page = LinkView {
        purpose,
        token: use_token(),
        link: RwSignal::new(Link::Checking),
        form: Sending::new(),
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
        Link::Usable(details) if page.is_first() => {
            Some((settings().words.links.first_lead)(&details))
        }
        Link::Usable(details) => Some((settings().words.links.reset_lead)(&details)),
        Link::Done if page.is_first() => Some(words::FIRST_DONE_LEAD.to_owned()),
        Link::Done => Some(words::RESET_DONE_LEAD.to_owned()),
        _ => None,
    });
    // The other states have a button for this.
    let foot = move || {
        let here = matches!(
            page.link.get(),
            Link::Checking | Link::Usable(_) | Link::Failed(_)
        );
        here.then(|| {
            view! { <TextLink href=settings().routes.sign_in>{words::TO_SIGN_IN}</TextLink> }
        })
    };
    view! {
        <PublicPage name=name title=move || title(page) lead=lead foot=move || view! { {foot} }>
            {move || show(page)}
        </PublicPage>
    }
    .into_any()
}

fn title(page: LinkView) -> String {
    let own = &settings().words.links;
    match page.link.get() {
        Link::Usable(details) if page.is_first() => (own.first_title)(&details),
        Link::Incomplete => words::INCOMPLETE_TITLE.to_owned(),
        Link::Unusable => words::UNUSABLE_TITLE.to_owned(),
        Link::Done if page.is_first() => words::FIRST_DONE.to_owned(),
        Link::Done => words::RESET_DONE.to_owned(),
        Link::Factor(..) => crate::words::sign_in::TITLE_FACTOR.to_owned(),
        Link::FactorRequired => words::FACTOR_REQUIRED_TITLE.to_owned(),
        _ if page.is_first() => own.first_checking.to_owned(),
        _ => words::RESET_TITLE.to_owned(),
    }
}

fn show(page: LinkView) -> AnyView {
    match page.link.get() {
        Link::Incomplete => expired_link::incomplete(),
        Link::Checking => view! {
            <span class="hidden" role="status">{words::CHECKING}</span>
            <Skeleton lines=4/>
        }
        .into_any(),
        Link::Usable(details) => set_password::set_password(page, details),
        Link::Factor(body, details) => prove_factor(page, body, details),
        Link::Unusable => expired_link::unusable(page.purpose),
        Link::FactorRequired => expired_link::factor_required(page.purpose),
        Link::Failed(error) => failure::notice(&error, move || page.inspect()),
        Link::Done => view! {
            <LinkButton href=settings().routes.sign_in full=true>{words::SIGN_IN}</LinkButton>
        }
        .into_any(),
    }
}

/// The MFA step of a reset. Sends the factor together with the password chosen before.
fn prove_factor(page: LinkView, body: SetPasswordByLink, details: LinkDetails) -> AnyView {
    let form = Sending::new();
    let purpose = FactorPurpose::Link(body.purpose, body.token.clone());
    let (email, factors) = (details.requirements.email.clone(), details.factors.clone());
    let send = move |proof: FactorProof| {
        let token = body.token.clone();
        let refused_token = token.clone();
        let body = SetPasswordByLink {
            factor: Some(proof),
            ..body.clone()
        };
        let (used, back) = (details.clone(), details.clone());
        form.send_or(
            async move { api().set_password_by_link(&body).await },
            move |error| !page.shows(&refused_token) || refused(page, error, back),
            move |_| page.done(&used, &token),
        );
    };
    view! {
        {crate::public_page::account_line(email)}
        <FactorForm purpose=purpose factors=factors form=form verb=words::RESET on_proof=send/>
    }
    .into_any()
}

/// Whether the error is not about the factor. Errors about the password are corrected in its own
/// step.
fn refused(page: LinkView, error: &Error, details: LinkDetails) -> bool {
    if error.is(ProblemType::LinkNotUsable) {
        page.link.try_set(Link::Unusable);
        return true;
    }
    let errors = error.problem().map(|problem| &problem.errors);
    let about_password =
        errors.is_some_and(|errors| errors.iter().any(|error| error.field == "newPassword"));
    if about_password {
        page.link.try_set(Link::Usable(details));
        page.form.refuse(error);
    }
    about_password
}
