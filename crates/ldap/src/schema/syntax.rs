//! How values look, and the rules by which they are compared (RFC 4517).

/// How the values of an attribute look. It determines how they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Syntax {
    /// A text, compared without regard to case.
    Text,
    /// An ASCII text, compared without regard to case.
    Ascii,
    /// An ASCII text, compared exactly.
    AsciiExact,
    /// A text, compared exactly.
    TextExact,
    /// A text of letters, digits and some signs.
    Printable,
    /// The code of a country.
    Country,
    /// A telephone number, compared without its spaces and hyphens.
    Telephone,
    /// Digits and spaces.
    Digits,
    /// The lines of a postal address.
    Postal,
    /// The name of an entry.
    Dn,
    /// The name of an entry, possibly with a bit string.
    DnAndUid,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A time.
    Time,
    /// A UUID.
    Uuid,
    /// An object identifier, or a name of what has one.
    Oid,
    /// Bytes.
    Octets,
    /// A picture.
    Jpeg,
    /// A certificate.
    Certificate,
    /// Bytes in a structure of their own.
    Binary,
    /// A fax.
    Fax,
    /// The number of a fax.
    FaxNumber,
    /// The number of a telex.
    Telex,
    /// The name of a teletex terminal.
    Teletex,
    /// How somebody wants to be reached.
    Delivery,
    /// The description of a type of attributes.
    AttributeDescription,
    /// The description of a class.
    ClassDescription,
    /// The description of a matching rule.
    RuleDescription,
    /// The description of a syntax.
    SyntaxDescription,
}

/// The names and object identifiers of the rules, with the syntax of what is compared.
pub(super) const RULES: [(&str, &str, Syntax); 19] = [
    ("objectIdentifierMatch", "2.5.13.0", Syntax::Oid),
    ("distinguishedNameMatch", "2.5.13.1", Syntax::Dn),
    ("caseIgnoreMatch", "2.5.13.2", Syntax::Text),
    ("caseIgnoreSubstringsMatch", "2.5.13.4", Syntax::Text),
    ("caseExactMatch", "2.5.13.5", Syntax::TextExact),
    ("caseExactSubstringsMatch", "2.5.13.7", Syntax::TextExact),
    ("numericStringMatch", "2.5.13.8", Syntax::Digits),
    ("numericStringSubstringsMatch", "2.5.13.10", Syntax::Digits),
    ("caseIgnoreListMatch", "2.5.13.11", Syntax::Postal),
    ("booleanMatch", "2.5.13.13", Syntax::Boolean),
    ("integerMatch", "2.5.13.14", Syntax::Integer),
    ("integerOrderingMatch", "2.5.13.15", Syntax::Integer),
    ("octetStringMatch", "2.5.13.17", Syntax::Octets),
    ("telephoneNumberMatch", "2.5.13.20", Syntax::Telephone),
    ("uniqueMemberMatch", "2.5.13.23", Syntax::DnAndUid),
    ("generalizedTimeMatch", "2.5.13.27", Syntax::Time),
    ("generalizedTimeOrderingMatch", "2.5.13.28", Syntax::Time),
    (
        "caseExactIA5Match",
        "1.3.6.1.4.1.1466.109.114.1",
        Syntax::AsciiExact,
    ),
    (
        "caseIgnoreIA5Match",
        "1.3.6.1.4.1.1466.109.114.2",
        Syntax::Ascii,
    ),
];

/// Those whose names are longer.
pub(super) const MORE_RULES: [(&str, &str, Syntax); 3] = [
    (
        "caseIgnoreIA5SubstringsMatch",
        "1.3.6.1.4.1.1466.109.114.3",
        Syntax::Ascii,
    ),
    (
        "telephoneNumberSubstringsMatch",
        "2.5.13.21",
        Syntax::Telephone,
    ),
    ("uuidMatch", "1.3.6.1.1.16.2", Syntax::Uuid),
];

impl Syntax {
    /// All of them.
    pub(super) const ALL: [Self; 29] = [
        Self::Text,
        Self::Ascii,
        Self::AsciiExact,
        Self::TextExact,
        Self::Printable,
        Self::Country,
        Self::Telephone,
        Self::Digits,
        Self::Postal,
        Self::Dn,
        Self::DnAndUid,
        Self::Integer,
        Self::Boolean,
        Self::Time,
        Self::Uuid,
        Self::Oid,
        Self::Octets,
        Self::Jpeg,
        Self::Certificate,
        Self::Binary,
        Self::Fax,
        Self::FaxNumber,
        Self::Telex,
        Self::Teletex,
        Self::Delivery,
        Self::AttributeDescription,
        Self::ClassDescription,
        Self::RuleDescription,
        Self::SyntaxDescription,
    ];

    /// The object identifier, and what it is called.
    pub const fn oid(self) -> (&'static str, &'static str) {
        match self {
            Self::Text | Self::TextExact => ("1.3.6.1.4.1.1466.115.121.1.15", "Directory String"),
            Self::Ascii | Self::AsciiExact => ("1.3.6.1.4.1.1466.115.121.1.26", "IA5 String"),
            Self::Printable => ("1.3.6.1.4.1.1466.115.121.1.44", "Printable String"),
            Self::Country => ("1.3.6.1.4.1.1466.115.121.1.11", "Country String"),
            Self::Telephone => ("1.3.6.1.4.1.1466.115.121.1.50", "Telephone Number"),
            Self::Digits => ("1.3.6.1.4.1.1466.115.121.1.36", "Numeric String"),
            Self::Postal => ("1.3.6.1.4.1.1466.115.121.1.41", "Postal Address"),
            Self::Dn => ("1.3.6.1.4.1.1466.115.121.1.12", "DN"),
            Self::DnAndUid => ("1.3.6.1.4.1.1466.115.121.1.34", "Name And Optional UID"),
            Self::Integer => ("1.3.6.1.4.1.1466.115.121.1.27", "INTEGER"),
            Self::Boolean => ("1.3.6.1.4.1.1466.115.121.1.7", "Boolean"),
            Self::Time => ("1.3.6.1.4.1.1466.115.121.1.24", "Generalized Time"),
            Self::Uuid => ("1.3.6.1.1.16.1", "UUID"),
            Self::Oid => ("1.3.6.1.4.1.1466.115.121.1.38", "OID"),
            Self::Octets => ("1.3.6.1.4.1.1466.115.121.1.40", "Octet String"),
            Self::Jpeg => ("1.3.6.1.4.1.1466.115.121.1.28", "JPEG"),
            Self::Certificate => ("1.3.6.1.4.1.1466.115.121.1.8", "Certificate"),
            Self::Binary => ("1.3.6.1.4.1.1466.115.121.1.5", "Binary"),
            Self::Fax => ("1.3.6.1.4.1.1466.115.121.1.23", "Fax"),
            Self::FaxNumber => (
                "1.3.6.1.4.1.1466.115.121.1.22",
                "Facsimile Telephone Number",
            ),
            Self::Telex => ("1.3.6.1.4.1.1466.115.121.1.52", "Telex Number"),
            Self::Teletex => (
                "1.3.6.1.4.1.1466.115.121.1.51",
                "Teletex Terminal Identifier",
            ),
            Self::Delivery => ("1.3.6.1.4.1.1466.115.121.1.14", "Delivery Method"),
            Self::AttributeDescription => {
                ("1.3.6.1.4.1.1466.115.121.1.3", "Attribute Type Description")
            }
            Self::ClassDescription => ("1.3.6.1.4.1.1466.115.121.1.37", "Object Class Description"),
            Self::RuleDescription => ("1.3.6.1.4.1.1466.115.121.1.30", "Matching Rule Description"),
            Self::SyntaxDescription => ("1.3.6.1.4.1.1466.115.121.1.54", "LDAP Syntax Description"),
        }
    }

    /// The name of the rule for equality, if values can be compared.
    pub const fn equality(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Printable | Self::Country => Some("caseIgnoreMatch"),
            Self::TextExact => Some("caseExactMatch"),
            Self::Ascii => Some("caseIgnoreIA5Match"),
            Self::AsciiExact => Some("caseExactIA5Match"),
            Self::Telephone => Some("telephoneNumberMatch"),
            Self::Digits => Some("numericStringMatch"),
            Self::Postal => Some("caseIgnoreListMatch"),
            Self::Dn => Some("distinguishedNameMatch"),
            Self::DnAndUid => Some("uniqueMemberMatch"),
            Self::Integer => Some("integerMatch"),
            Self::Boolean => Some("booleanMatch"),
            Self::Time => Some("generalizedTimeMatch"),
            Self::Uuid => Some("uuidMatch"),
            Self::Oid => Some("objectIdentifierMatch"),
            Self::Octets => Some("octetStringMatch"),
            _ => None,
        }
    }

    /// The name of the rule for order, if there is one.
    pub const fn ordering(self) -> Option<&'static str> {
        match self {
            Self::Integer => Some("integerOrderingMatch"),
            Self::Time => Some("generalizedTimeOrderingMatch"),
            _ => None,
        }
    }

    /// The name of the rule for parts of values, if there is one.
    pub const fn substrings(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Printable | Self::Country => Some("caseIgnoreSubstringsMatch"),
            Self::TextExact => Some("caseExactSubstringsMatch"),
            Self::Ascii => Some("caseIgnoreIA5SubstringsMatch"),
            Self::Telephone => Some("telephoneNumberSubstringsMatch"),
            Self::Digits => Some("numericStringSubstringsMatch"),
            _ => None,
        }
    }

    /// Whether a rule is one of those by which values are compared, by its name or object identifier.
    pub(crate) fn has_equality_rule(self, rule: &str) -> bool {
        let Some(name) = self.equality() else {
            return false;
        };
        let mut rules = RULES.iter().chain(&MORE_RULES);
        rules.any(|(known, oid, _)| {
            *known == name && (*oid == rule || known.eq_ignore_ascii_case(rule))
        })
    }
}
