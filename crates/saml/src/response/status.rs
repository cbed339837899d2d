use crate::names::Prefix;
use crate::xml::Writer;

/// Why a request was not answered with an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The person could not be authenticated.
    AuthnFailed,
    /// The kind of name that is wanted is not supported, or not for this service provider.
    InvalidNameIdPolicy,
    /// The authentication that is wanted cannot be reached.
    NoAuthnContext,
    /// Nothing may be asked, but the person has to do something.
    NoPassive,
    /// The person may not open the application, or refuses to.
    RequestDenied,
    /// The request asks for something that is not supported.
    RequestUnsupported,
    /// The name in the request is of nobody who is signed in.
    UnknownPrincipal,
    /// The binding that is wanted is not supported.
    UnsupportedBinding,
}

impl Status {
    /// Who is at fault, and the exact code.
    fn codes(self) -> (&'static str, &'static str) {
        const REQUESTER: &str = "urn:oasis:names:tc:SAML:2.0:status:Requester";
        const RESPONDER: &str = "urn:oasis:names:tc:SAML:2.0:status:Responder";
        match self {
            Self::AuthnFailed => (RESPONDER, "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"),
            Self::InvalidNameIdPolicy => (
                REQUESTER,
                "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy",
            ),
            Self::NoAuthnContext => (
                REQUESTER,
                "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext",
            ),
            Self::NoPassive => (RESPONDER, "urn:oasis:names:tc:SAML:2.0:status:NoPassive"),
            Self::RequestDenied => (
                RESPONDER,
                "urn:oasis:names:tc:SAML:2.0:status:RequestDenied",
            ),
            Self::RequestUnsupported => (
                REQUESTER,
                "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported",
            ),
            Self::UnknownPrincipal => (
                REQUESTER,
                "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal",
            ),
            Self::UnsupportedBinding => (
                REQUESTER,
                "urn:oasis:names:tc:SAML:2.0:status:UnsupportedBinding",
            ),
        }
    }
}

/// Writes that all went well.
pub(crate) fn write_success(writer: &mut Writer) {
    writer.element((Prefix::Protocol, "Status"), &[], |writer| {
        code(writer, "urn:oasis:names:tc:SAML:2.0:status:Success", |_| ());
    });
}

/// Writes what went wrong.
pub(crate) fn write_status(writer: &mut Writer, status: Status, message: &str) {
    let (fault, exact) = status.codes();
    writer.element((Prefix::Protocol, "Status"), &[], |writer| {
        code(writer, fault, |writer| code(writer, exact, |_| ()));
        if !message.is_empty() {
            writer.leaf((Prefix::Protocol, "StatusMessage"), &[], message);
        }
    });
}

fn code(writer: &mut Writer, value: &str, content: impl FnOnce(&mut Writer)) {
    writer.element(
        (Prefix::Protocol, "StatusCode"),
        &[("Value", value)],
        content,
    );
}
