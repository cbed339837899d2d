//! The questions before a certificate signs, and before it is deleted.

use contract::applications::SamlCertificate;
use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::words::applications_certificates as words;

/// What is asked about.
#[derive(Clone)]
pub(super) enum Asked {
    /// Whether the server signs with it from now on.
    Activate(SamlCertificate),
    /// Whether it is deleted.
    Delete(SamlCertificate),
}

impl Asked {
    fn title(&self) -> String {
        match self {
            Self::Activate(one) => words::activate_title(one),
            Self::Delete(one) => words::delete_title(one),
        }
    }

    const fn body(&self) -> &'static str {
        match self {
            Self::Activate(_) => words::ACTIVATE_BODY,
            Self::Delete(one) => words::delete_body(one.state),
        }
    }

    async fn call(&self, id: ApplicationId) -> Result<&'static str, client::Error> {
        match self {
            Self::Activate(one) => {
                api().activate_application_certificate(id, one.id).await?;
                Ok(words::ACTIVATED)
            }
            Self::Delete(one) => {
                api().delete_application_certificate(id, one.id).await?;
                Ok(words::DELETED)
            }
        }
    }
}

/// The dialogs, one for each act, because a destructive one looks different.
pub(super) fn view(
    id: ApplicationId,
    asked: RwSignal<Option<Asked>>,
    actions: ItemActions,
) -> AnyView {
    let activating = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    Effect::new(move || {
        let open = asked.with(|asked| match asked {
            Some(Asked::Activate(_)) => Some(activating),
            Some(Asked::Delete(_)) => Some(deleting),
            None => None,
        });
        if let Some(open) = open {
            error.set(None);
            open.set(true);
        }
    });
    let title = move || asked.with(|asked| asked.as_ref().map(Asked::title).unwrap_or_default());
    let title = Signal::derive(title);
    let body = move || asked.with(|asked| asked.as_ref().map(Asked::body));
    let confirm = move || {
        let Some(asked) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        run(async move { asked.call(id).await }, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(done) => {
                    activating.try_set(false);
                    deleting.try_set(false);
                    use_toasts().ok(done);
                }
                Err(reason) => {
                    error.try_set(Some(failure::explain(&reason)));
                }
            }
            actions.bump();
        });
    };
    view! {
        <ConfirmDialog open=activating busy=busy error=error title=title verb=words::ACTIVATE
            on_confirm=confirm>
            <p>{body}</p>
        </ConfirmDialog>
        <ConfirmDialog open=deleting danger=true busy=busy error=error title=title
            verb=words::DELETE_CERTIFICATE on_confirm=confirm>
            <p>{body}</p>
        </ConfirmDialog>
    }
    .into_any()
}
