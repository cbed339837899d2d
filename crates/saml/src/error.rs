//! Why a message cannot be read, in words for the administrator of the application.

/// A message, or the parameters that carry it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The parameter with the message is missing.
    #[error("the parameter SAMLRequest is missing")]
    MissingRequest,
    /// A parameter occurs more than once.
    #[error("the parameter {0} occurs more than once")]
    RepeatedParameter(&'static str),
    /// The name of a parameter is spelled in another way, so that two readers may disagree about it.
    #[error(
        "the name of the parameter {0} must be spelled exactly like this, without percent-encoding"
    )]
    ParameterSpelling(&'static str),
    /// A response came where a request belongs.
    #[error("the message is a SAMLResponse, but a SAMLRequest is expected here")]
    NotARequest,
    /// The parameters, or the message in them, are too long.
    #[error("the message is longer than 64 KiB")]
    TooLong,
    /// A parameter is badly encoded.
    #[error("the parameter {0} is not percent-encoded UTF-8")]
    Encoding(&'static str),
    /// A parameter is badly encoded.
    #[error("the parameter {0} is not in base64")]
    Base64(&'static str),
    /// The message is not compressed, or badly.
    #[error("the parameter SAMLRequest is not compressed with DEFLATE (RFC 1951)")]
    Deflate,
    /// Only DEFLATE is supported.
    #[error("the parameter SAMLEncoding names an encoding other than DEFLATE")]
    SamlEncoding,
    /// The message is not UTF-8.
    #[error("the message is not UTF-8")]
    Utf8,
    /// The RelayState cannot be sent back unchanged.
    #[error("RelayState is longer than 4 KiB or contains control characters")]
    RelayState,
    /// Only one of `Signature` and `SigAlg` is present.
    #[error("a signed request needs both parameters, SigAlg and Signature")]
    HalfSignature,
    /// The signature uses SHA-1.
    #[error(
        "the request is signed with SHA-1, which is not secure. Set the application to SHA-256"
    )]
    Sha1,
    /// The signature uses an algorithm that is not supported.
    #[error("the request is signed with {0}. Supported are RSA with SHA-256, SHA-384 and SHA-512")]
    SignatureAlgorithm(String),
    /// The document cannot be read.
    #[error("{0}")]
    Xml(#[from] XmlProblem),
    /// The document is another message.
    #[error("the message is {found}, but {expected} is expected here")]
    WrongMessage {
        /// The element that is expected.
        expected: &'static str,
        /// The element that was found.
        found: String,
    },
    /// The message is of another version of SAML.
    #[error("the message is not of SAML 2.0")]
    SamlVersion,
    /// An attribute is missing.
    #[error("{element} has no attribute {attribute}")]
    MissingAttribute {
        /// The element.
        element: String,
        /// Its attribute.
        attribute: &'static str,
    },
    /// An attribute has a value that it cannot have.
    #[error("the attribute {attribute} of {element} is invalid")]
    InvalidAttribute {
        /// The element.
        element: String,
        /// Its attribute.
        attribute: &'static str,
    },
    /// An element is missing.
    #[error("the element {0} is missing")]
    MissingElement(&'static str),
    /// An element occurs more than once.
    #[error("the element {0} occurs more than once")]
    RepeatedElement(String),
    /// An element is where it does not belong.
    #[error("the element {0} is not allowed here")]
    UnexpectedElement(String),
    /// An element that consists of text has none, or has other elements.
    #[error("the element {0} must contain a text and nothing else")]
    NoText(String),
    /// Encrypted names are not supported.
    #[error("the user is named by {0}, which is not supported. A NameID is expected")]
    UnsupportedName(String),
}

/// A document is not the simple XML that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmlProblem {
    /// It is too long.
    #[error("the document is longer than {kibibytes} KiB")]
    TooLong {
        /// The maximum.
        kibibytes: usize,
    },
    /// It is not well-formed.
    #[error("the document is not well-formed XML")]
    NotWellFormed,
    /// It is another version of XML.
    #[error("the document is not XML 1.0")]
    Version,
    /// It is not UTF-8.
    #[error("the document is not in UTF-8")]
    Encoding,
    /// It contains characters that XML does not allow.
    #[error("the document contains characters that XML does not allow")]
    Character,
    /// It has a document type declaration.
    #[error("the document has a document type declaration (DOCTYPE), which is not allowed")]
    DocumentType,
    /// It has a processing instruction.
    #[error("the document has a processing instruction, which is not allowed")]
    ProcessingInstruction,
    /// It has an entity that XML does not define.
    #[error("the document has an entity that XML does not define")]
    Entity,
    /// It has a namespace that readers can understand in different ways.
    #[error("the document has a namespace with an entity or a line break, which is not allowed")]
    Namespace,
    /// It has a CDATA section.
    #[error("the document has a CDATA section, which is not allowed")]
    CharacterData,
    /// It has a comment in a text.
    #[error("the document has a comment within a text, which is not allowed")]
    Comment,
    /// It has text next to elements.
    #[error("the document has text next to elements")]
    MixedContent,
    /// It is nested too deeply.
    #[error("the elements of the document are nested more than 32 levels deep")]
    TooDeep,
    /// An element has too many attributes.
    #[error("an element of the document has more than 64 attributes")]
    TooManyAttributes,
}
