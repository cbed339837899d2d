//! The questions before a certificate signs, and before it is deleted.

use contract::applications::SamlCertificate;
use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::words::applications_certificates as words;

/// What is asked about. Copy.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked {
    /// The certificate that is to sign from now on.
    pub activate: RwSignal<Option<SamlCertificate>>,
    /// The certificate that is to be deleted.
    pub delete: RwSignal<Option<SamlCertificate>>,
}

/// The dialogs.
pub(super) fn view(id: ApplicationId, asked: Asked, actions: ItemActions) -> AnyView {
    let activate = move |one: SamlCertificate| async move {
        let answer = api().activate_application_certificate(id, one.id).await;
        // Also if it failed, because somebody else may have changed them.
        actions.bump();
        answer
    };
    let delete = move |one: SamlCertificate| async move {
        let answer = api().delete_application_certificate(id, one.id).await;
        actions.bump();
        answer
    };
    let to_activate = Question {
        title: words::activate_title,
        body: |_: &SamlCertificate| words::ACTIVATE_BODY.to_owned(),
        verb: words::ACTIVATE,
        danger: false,
    };
    let to_delete = Question {
        title: words::delete_title,
        body: |one: &SamlCertificate| words::delete_body(one.state).to_owned(),
        verb: words::DELETE_CERTIFICATE,
        danger: true,
    };
    let activated = |_, _| use_toasts().ok(words::ACTIVATED);
    let deleted = |_, ()| use_toasts().ok(words::DELETED);
    view! {
        {confirm(asked.activate, to_activate, activate, activated)}
        {confirm(asked.delete, to_delete, delete, deleted)}
    }
    .into_any()
}
