//! What is entered about a new application, and its creation.

use client::Error;
use contract::applications::{
    Application, ApplicationTemplate, CreateApplication, CreateFromTemplate, OidcSettings,
    SamlSettings,
};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};
use rules::openid::{ClientAuthentication, ClientKind};

use super::super::draft::Draft;
use super::super::oidc_draft::{REDIRECTS, lines};
use super::super::saml_draft::SamlDraft;
use super::Step;
use super::metadata::Metadata;
use crate::random::{form_key, request_key};
use crate::words::connecting as words;

/// What was created. The secret is shown once.
#[derive(Clone)]
pub(super) struct Created {
    /// The application.
    pub application: Application,
    /// Its secret, if it has one.
    pub secret: Option<String>,
}

/// The fields of all forms, of which one is shown. Copy.
#[derive(Clone, Copy)]
pub(super) struct Input {
    pub draft: Draft,
    /// Where an OpenID Connect client runs.
    pub kind: RwSignal<String>,
    /// Its redirect URIs, one per line.
    pub redirects: RwSignal<String>,
    /// The settings of a SAML application.
    pub saml: SamlDraft,
    /// The metadata from which they are read.
    pub metadata: Metadata,
    /// What the template asks for: the name and the answer.
    pub answers: RwSignal<Vec<(String, RwSignal<String>)>>,
    pub form: Sending,
    /// The name that the template suggests.
    suggested: RwSignal<String>,
    /// The same idempotency key for every retry of a form, so that a lost response cannot lead to a
    /// second application.
    key: StoredValue<String>,
}

impl Input {
    pub fn new() -> Self {
        let form = Sending::new();
        Self {
            draft: Draft::new(),
            kind: RwSignal::new(ClientKind::Web.as_str().to_owned()),
            redirects: RwSignal::new(String::new()),
            saml: SamlDraft::new(),
            metadata: Metadata::new(),
            answers: RwSignal::new(Vec::new()),
            form,
            suggested: RwSignal::new(String::new()),
            key: form_key(form),
        }
    }

    /// The name of the field for an answer, in the API and in the form.
    pub fn field(answer: &str) -> String {
        format!("answers.{answer}")
    }

    /// The choices, each with its default.
    fn choices(self) -> [(RwSignal<String>, &'static str); 3] {
        [
            (self.draft.color, IconColor::Blue.as_str()),
            (self.draft.open_to, OpenTo::Assigned.as_str()),
            (self.kind, ClientKind::Web.as_str()),
        ]
    }

    /// Empties all fields, for another form.
    pub fn clear(self) {
        let draft = self.draft;
        for text in [
            draft.name,
            draft.launch_url,
            draft.description,
            draft.category,
            draft.letter,
            self.redirects,
            self.suggested,
        ] {
            text.set(String::new());
        }
        for (choice, default) in self.choices() {
            choice.set(default.to_owned());
        }
        self.saml.fill(&SamlSettings::default());
        self.metadata.clear();
        self.answers.set(Vec::new());
        self.form.clear();
        self.key.set_value(request_key());
    }

    /// Prepares the fields for a template.
    pub fn begin(self, template: &ApplicationTemplate) {
        let questions = template.questions.iter();
        let answers = questions.map(|asked| (asked.name.clone(), RwSignal::new(String::new())));
        self.answers.set(answers.collect());
        self.suggested.set(template.name.clone());
        self.draft.name.set(template.name.clone());
    }

    /// Whether something was entered.
    pub fn is_dirty(self) -> bool {
        let draft = self.draft;
        let texts = [
            draft.launch_url,
            draft.description,
            draft.category,
            draft.letter,
            self.redirects,
        ];
        let is_other = |(choice, default): (RwSignal<String>, &str)| choice.get() != default;
        let chosen = self.choices().into_iter().any(is_other);
        let named = draft.name.get() != self.suggested.get();
        // The fields of a template may be gone already.
        let is_entered = |text: &RwSignal<String>| text.try_with(|text| !text.is_empty());
        let answers = self.answers.get();
        let mut all = texts.iter().chain(answers.iter().map(|(_, answer)| answer));
        let is_saml = self.metadata.is_entered() || self.saml.settings() != SamlSettings::default();
        named || chosen || is_saml || all.any(|text| is_entered(text) == Some(true))
    }

    /// Creates the application, and its secret if it needs one; `done` runs after success.
    pub fn save(self, step: &Step, done: impl FnOnce(Created) + 'static) {
        self.form.clear();
        let protocol = match step {
            Step::Bookmark => ApplicationProtocol::Bookmark,
            Step::Saml => ApplicationProtocol::Saml,
            _ => ApplicationProtocol::Oidc,
        };
        self.draft.check(self.form, protocol);
        if *step == Step::Custom && self.redirect_uris().is_empty() {
            self.form.fault(REDIRECTS, words::REDIRECTS_MISSING);
        }
        if *step == Step::Saml {
            self.saml.check(self.form);
        }
        if self.form.is_faulty() {
            return;
        }
        let request = self.request(step);
        let key = self.key.get_value();
        let call = async move {
            let application = request.send(&key).await?;
            let secret = secret(&application).await;
            Ok::<_, Error>(Created {
                application,
                secret,
            })
        };
        self.form.send(call, done);
    }

    fn request(self, step: &Step) -> Request {
        match step {
            Step::Template(template) => Request::Template(template.clone(), self.answered()),
            Step::Custom => Request::Own(Box::new(self.custom())),
            Step::Saml => Request::Own(Box::new(self.saml_application())),
            Step::Bookmark | Step::Choose => Request::Own(Box::new(self.bookmark())),
        }
    }

    fn answered(self) -> CreateFromTemplate {
        let answers = self.answers.get_untracked().into_iter();
        let answers = answers.map(|(name, answer)| (name, trimmed(answer)));
        CreateFromTemplate {
            answers: answers.collect(),
            name: Some(trimmed(self.draft.name)),
            open_to: self.open_to(),
        }
    }

    fn custom(self) -> CreateApplication {
        let kind = self.kind.with_untracked(|kind| ClientKind::parse(kind));
        let kind = kind.unwrap_or(ClientKind::Web);
        let redirect_uris = self.redirect_uris();
        let settings = OidcSettings {
            kind,
            auth: match kind {
                ClientKind::Web => ClientAuthentication::BasicOrPost,
                _ => ClientAuthentication::Public,
            },
            origins: match kind {
                ClientKind::Browser => origins(&redirect_uris),
                _ => Vec::new(),
            },
            redirect_uris,
            ..OidcSettings::default()
        };
        CreateApplication {
            launch_url: untrack(|| self.draft.address()),
            open_to: self.open_to(),
            ..CreateApplication::oidc(trimmed(self.draft.name), settings)
        }
    }

    fn saml_application(self) -> CreateApplication {
        let settings = untrack(|| self.saml.settings());
        CreateApplication {
            launch_url: untrack(|| self.draft.address()),
            open_to: self.open_to(),
            ..CreateApplication::saml(trimmed(self.draft.name), settings)
        }
    }

    fn bookmark(self) -> CreateApplication {
        let draft = self.draft;
        let letter = trimmed(draft.letter);
        CreateApplication {
            description: untrack(|| draft.one_description()),
            category: untrack(|| draft.one_category()),
            letter: Some(letter).filter(|letter| !letter.is_empty()),
            color: draft.color.with_untracked(|color| IconColor::parse(color)),
            open_to: self.open_to(),
            ..CreateApplication::bookmark(trimmed(draft.name), trimmed(draft.launch_url))
        }
    }

    fn open_to(self) -> Option<OpenTo> {
        let open_to = self.draft.open_to;
        open_to.with_untracked(|open_to| OpenTo::parse(open_to))
    }

    fn redirect_uris(self) -> Vec<String> {
        self.redirects.with_untracked(|text| lines(text))
    }
}

/// The request that creates an application.
enum Request {
    Own(Box<CreateApplication>),
    Template(String, CreateFromTemplate),
}

impl Request {
    async fn send(self, key: &str) -> Result<Application, Error> {
        match self {
            Self::Own(body) => api().create_application(&body, Some(key)).await,
            Self::Template(template, body) => {
                let api = api();
                api.create_application_from_template(&template, &body, Some(key))
                    .await
            }
        }
    }
}

/// A secret for an application that needs one. Without it, the application still exists, and the secret
/// can be created later.
async fn secret(application: &Application) -> Option<String> {
    let oidc = application.oidc.as_ref()?;
    if oidc.auth != ClientAuthentication::BasicOrPost {
        return None;
    }
    let created = api().create_client_secret(application.id).await;
    created.ok().map(|created| created.secret)
}

fn trimmed(field: RwSignal<String>) -> String {
    field.with_untracked(|text| text.trim().to_owned())
}

/// The origins of addresses, each once. The server checks them.
fn origins(addresses: &[String]) -> Vec<String> {
    let mut origins = Vec::new();
    for address in addresses {
        let Some((scheme, rest)) = address.split_once("://") else {
            continue;
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let origin = format!("{scheme}://{host}");
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_an_address() {
        let typed = " https://app.example.com/cb \n\nhttps://app.example.com/other\r\n";
        let addresses = lines(typed);
        assert_eq!(
            addresses,
            [
                "https://app.example.com/cb",
                "https://app.example.com/other"
            ]
        );
        assert_eq!(origins(&addresses), ["https://app.example.com"]);
        let others = lines("http://localhost:3000?x\ncom.example:/cb\nnothing");
        assert_eq!(origins(&others), ["http://localhost:3000"]);
    }
}
