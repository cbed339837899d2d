//! Applications of the catalog, with the settings that the Admin Portal shows for them.

use contract::applications::{
    CreateFromTemplate, OidcSettings, SECRET_PLACEHOLDER, UpdateApplication,
};
use contract::change::Patch;

use crate::setting::{Registered, Setting};

const HOST: &str = "application.example.com";

/// Registers an application of the catalog that runs at `origin`, and assigns it to the groups with these
/// names. Returns it with the part of a configuration file that the catalog has for it.
pub async fn from_template(
    setting: &Setting,
    template: &str,
    origin: &str,
    groups: &[&str],
) -> (Registered, String) {
    let owner = &setting.owner;
    let new = CreateFromTemplate {
        answers: [("host".to_owned(), HOST.to_owned())].into(),
        ..CreateFromTemplate::default()
    };
    let made = owner.create_application_from_template(template, &new, None);
    let made = made.await.unwrap();
    let guide = owner.application_guide(made.id).await.unwrap();
    let application = setting.with_secret(made.id, groups).await;

    // The test has no domain and no certificate.
    let here = |text: &str| text.replace(&format!("https://{HOST}"), origin);
    let all_here =
        |texts: &[String]| -> Vec<String> { texts.iter().map(|text| here(text)).collect() };
    let before = made.oidc.unwrap();
    let after = OidcSettings {
        redirect_uris: all_here(&before.redirect_uris),
        after_logout_uris: all_here(&before.after_logout_uris),
        initiate_login_uri: before.initiate_login_uri.as_deref().map(here),
        ..before.clone()
    };
    let update = UpdateApplication {
        oidc: Some(Patch::between(&before, &after)),
        ..UpdateApplication::default()
    };
    let version = owner.application(made.id).await.unwrap().version;
    let changed = owner.update_application(made.id, version, &update);
    changed.await.unwrap();
    let snippet = here(&guide.own.unwrap().snippet.unwrap().text);
    let snippet = snippet.replace(SECRET_PLACEHOLDER, &application.client_secret);
    (application, snippet)
}
