//! How a person was authenticated: the classes of authentication contexts.

use serde::{Deserialize, Serialize};

use crate::authn_request::AuthnRequest;

rules::named_values! {
    /// The levels of authentication, from the weaker to the stronger.
    pub enum Context {
        /// A password.
        Password = "password",
        /// MFA.
        Mfa = "mfa",
    }
}

/// What the context of a request asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub context: Context,
    /// The class to answer with.
    pub class: String,
}

/// How the classes of a request are to be compared with the one that is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comparison {
    /// One of the classes.
    #[default]
    Exact,
    /// One of the classes, or a stronger one.
    Minimum,
    /// A stronger one than the classes.
    Better,
    /// One that is not stronger than the classes.
    Maximum,
}

impl Comparison {
    /// Reads the attribute `Comparison`.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "exact" => Some(Self::Exact),
            "minimum" => Some(Self::Minimum),
            "better" => Some(Self::Better),
            "maximum" => Some(Self::Maximum),
            _ => None,
        }
    }
}

const PROTECTED_PASSWORD: &str =
    "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const REFEDS_MFA: &str = "https://refeds.org/profile/mfa";

/// The classes that can be reached. The first of each level is the one for requests that name none.
const CLASSES: [(&str, Context); 5] = [
    (PROTECTED_PASSWORD, Context::Password),
    (
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
        Context::Password,
    ),
    (
        "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
        Context::Password,
    ),
    (REFEDS_MFA, Context::Mfa),
    (
        "http://schemas.microsoft.com/claims/multipleauthn",
        Context::Mfa,
    ),
];

impl Context {
    /// The level of a class, if it can be reached.
    pub fn of_class(class: &str) -> Option<Self> {
        CLASSES
            .into_iter()
            .find(|(known, _)| *known == class)
            .map(|(_, context)| context)
    }

    /// The class for a response to a request that names none.
    pub fn class(self) -> &'static str {
        match self {
            Self::Password => PROTECTED_PASSWORD,
            Self::Mfa => REFEDS_MFA,
        }
    }
}

/// Determines what a request asks for. `Err` contains the explanation if it cannot be met.
pub(crate) fn wanted(request: &AuthnRequest) -> Result<Option<Wanted>, String> {
    if request.has_context_declarations {
        return Err("Declarations of authentication contexts are not supported".to_owned());
    }
    if request.contexts.is_empty() {
        return Ok(None);
    }
    let known = request.contexts.iter().filter_map(|class| {
        Context::of_class(class).map(|context| Wanted {
            context,
            class: class.clone(),
        })
    });
    let found = match request.comparison {
        // The classes are in the order of preference.
        Comparison::Exact => known.into_iter().next(),
        // The first of the weakest.
        Comparison::Minimum => known.min_by_key(|wanted| wanted.context),
        Comparison::Maximum => known.max_by_key(|wanted| wanted.context),
        Comparison::Better => {
            let is_met = known.map(|wanted| wanted.context).max() == Some(Context::Password);
            is_met.then(|| Wanted {
                context: Context::Mfa,
                class: Context::Mfa.class().to_owned(),
            })
        }
    };
    match found {
        Some(wanted) => Ok(Some(wanted)),
        None => Err(format!(
            "None of the requested authentication contexts can be met. Supported are {}",
            CLASSES.map(|(class, _)| class).join(", ")
        )),
    }
}
