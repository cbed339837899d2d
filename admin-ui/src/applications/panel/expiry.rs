//! The warning before the certificate of an application expires.

use std::time::Duration;

use contract::applications::{Application, SamlCertificate, SamlProvider};
use leptos::prelude::*;
use rules::saml::CertificateState;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::tabs::SIGN_ON;
use crate::address::{self, APPLICATIONS};
use crate::words::applications_certificates as words;

/// How long before the end the warning begins: long enough to replace the certificate.
const WARNED: Duration = Duration::from_hours(60 * 24);

/// How close the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expiry {
    Far,
    Near,
    Over,
}

impl Expiry {
    fn of(not_after: Timestamp, now: Moment) -> Self {
        if now >= Moment::from(not_after) {
            Self::Over
        } else if now >= Moment::from(not_after.minus(WARNED)) {
            Self::Near
        } else {
            Self::Far
        }
    }
}

/// The certificate that signs.
pub(super) fn current(provider: &SamlProvider) -> Option<&SamlCertificate> {
    let mut all = provider.certificates.iter();
    all.find(|one| one.state == CertificateState::Current)
}

/// The warning, if it is time for it. With `link`, it leads to the tab with the certificates.
pub(super) fn view(one: RwSignal<Option<Application>>, link: bool) -> AnyView {
    (move || {
        one.with(|one| {
            let one = one.as_ref()?;
            notice(one, one.saml_provider.as_ref()?, link)
        })
    })
    .into_any()
}

fn notice(one: &Application, provider: &SamlProvider, link: bool) -> Option<AnyView> {
    let not_after = current(provider)?.not_after;
    let (tone, is_over) = match Expiry::of(not_after, Moment::now()) {
        Expiry::Far => return None,
        Expiry::Near => (Tone::Warn, false),
        Expiry::Over => (Tone::Danger, true),
    };
    let mut all = provider.certificates.iter();
    let next = if all.any(|one| one.state == CertificateState::Next) {
        words::EXPIRY_NEXT
    } else {
        words::EXPIRY_CREATE
    };
    let title = words::expiry_title(&date(not_after.into()), is_over);
    let link = link.then(|| {
        let panel = format!("{APPLICATIONS}/{}", one.id);
        let href = address::with(&panel, &[("tab", SIGN_ON)]);
        view! { <p><TextLink href=href>{words::SHOW}</TextLink></p> }
    });
    let notice = view! {
        <Notice tone=tone title=title>
            <p>{words::EXPIRY_EFFECT}" "{next}</p>
            {link}
        </Notice>
    };
    Some(notice.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_begins_60_days_before_the_end() {
        let day = Duration::from_hours(24);
        let end = Timestamp::from_unix_millis(2_000_000_000_000);
        let at = |days| Expiry::of(end, Moment::from(end.minus(day * days)));
        assert_eq!(at(61), Expiry::Far);
        assert_eq!((at(60), at(1)), (Expiry::Near, Expiry::Near));
        assert_eq!(at(0), Expiry::Over);
    }
}
