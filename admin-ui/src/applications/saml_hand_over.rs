//! What to enter in an application that uses SAML, with buttons that copy it.

use contract::applications::SamlProvider;
use leptos::prelude::*;
use rules::saml::CertificateState;
use ui_kit::prelude::*;

use crate::words::{applications_saml as words, connecting};

/// The part *Give these to the application*.
#[component]
pub fn SamlHandOver(
    /// The values.
    #[prop(into)]
    provider: Signal<Option<SamlProvider>>,
) -> AnyView {
    let content = move || provider.get().map(values);
    view! { <Section title=connecting::GIVE_TITLE lead=words::GIVE_LEAD>{content}</Section> }
        .into_any()
}

fn values(provider: SamlProvider) -> AnyView {
    let SamlProvider {
        entity_id,
        sso_url,
        logout_url,
        metadata_url,
        certificates,
    } = provider;
    let mut certificates = certificates.into_iter();
    let current = certificates.find(|one| one.state == CertificateState::Current);
    let certificate = current.map(|one| {
        view! {
            <CopyArea label=words::CERTIFICATE value=one.certificate file=words::CERTIFICATE_FILE/>
            <CopyField label=words::FINGERPRINT value=one.sha256/>
        }
    });
    view! {
        <div class="stack">
            <CopyField label=words::METADATA_URL value=metadata_url.clone()/>
            // A new tab, because a browser does not download from another origin, but opens the file.
            <p>
                <a class="link" href=metadata_url download=words::METADATA_FILE target="_blank"
                    rel="noopener noreferrer">{words::DOWNLOAD_METADATA}</a>
            </p>
            <CopyField label=words::ISSUER value=entity_id/>
            <CopyField label=words::SSO_URL value=sso_url hint=words::SSO_URL_HINT/>
            <CopyField label=words::LOGOUT_URL value=logout_url hint=words::LOGOUT_URL_HINT/>
            {certificate}
        </div>
    }
    .into_any()
}
