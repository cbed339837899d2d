//! The types of attributes: those that entries of Latchkey can have, and those that the classes name.

use super::AttributeType as Type;
use super::Syntax;

/// All types of attributes.
pub(crate) static ATTRIBUTES: &[Type] = &[
    // What every entry has, and what the server says about itself (RFC 4512, RFC 3045, RFC 4530, RFC 5020).
    Type::new("2.5.4.0", &["objectClass"], Syntax::Oid),
    Type::new("2.5.18.1", &["createTimestamp"], Syntax::Time)
        .single()
        .operational(),
    Type::new("2.5.18.2", &["modifyTimestamp"], Syntax::Time)
        .single()
        .operational(),
    Type::new("2.5.18.9", &["hasSubordinates"], Syntax::Boolean)
        .single()
        .operational(),
    Type::new("2.5.18.10", &["subschemaSubentry"], Syntax::Dn)
        .single()
        .operational(),
    Type::new("2.5.21.9", &["structuralObjectClass"], Syntax::Oid)
        .single()
        .operational(),
    Type::new("2.5.21.4", &["matchingRules"], Syntax::RuleDescription).operational(),
    Type::new(
        "2.5.21.5",
        &["attributeTypes"],
        Syntax::AttributeDescription,
    )
    .operational(),
    Type::new("2.5.21.6", &["objectClasses"], Syntax::ClassDescription).operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.16",
        &["ldapSyntaxes"],
        Syntax::SyntaxDescription,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.5",
        &["namingContexts"],
        Syntax::Dn,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.6",
        &["altServer"],
        Syntax::AsciiExact,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.7",
        &["supportedExtension"],
        Syntax::Oid,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.13",
        &["supportedControl"],
        Syntax::Oid,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.14",
        &["supportedSASLMechanisms"],
        Syntax::TextExact,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.1466.101.120.15",
        &["supportedLDAPVersion"],
        Syntax::Integer,
    )
    .operational(),
    Type::new(
        "1.3.6.1.4.1.4203.1.3.5",
        &["supportedFeatures"],
        Syntax::Oid,
    )
    .operational(),
    Type::new("1.3.6.1.1.4", &["vendorName"], Syntax::TextExact)
        .single()
        .operational(),
    Type::new("1.3.6.1.1.5", &["vendorVersion"], Syntax::TextExact)
        .single()
        .operational(),
    Type::new("1.3.6.1.1.16.4", &["entryUUID"], Syntax::Uuid)
        .single()
        .operational(),
    Type::new("1.3.6.1.1.20", &["entryDN"], Syntax::Dn)
        .single()
        .operational(),
    // Facts about accounts that other servers have under these names.
    Type::new("1.2.840.113556.1.2.102", &["memberOf"], Syntax::Dn).operational(),
    Type::new(
        "2.16.840.1.113730.3.1.610",
        &["nsAccountLock"],
        Syntax::Boolean,
    )
    .single()
    .operational(),
    Type::new(
        "1.3.6.1.4.1.42.2.27.8.1.16",
        &["pwdChangedTime"],
        Syntax::Time,
    )
    .single()
    .operational(),
    // People, groups and organizations (RFC 4519).
    Type::new("2.5.4.3", &["cn", "commonName"], Syntax::Text),
    Type::new("2.5.4.4", &["sn", "surname"], Syntax::Text),
    Type::new("2.5.4.7", &["l", "localityName"], Syntax::Text),
    Type::new("2.5.4.8", &["st", "stateOrProvinceName"], Syntax::Text),
    Type::new("2.5.4.9", &["street", "streetAddress"], Syntax::Text),
    Type::new("2.5.4.10", &["o", "organizationName"], Syntax::Text),
    Type::new("2.5.4.11", &["ou", "organizationalUnitName"], Syntax::Text),
    Type::new("2.5.4.12", &["title"], Syntax::Text),
    Type::new("2.5.4.13", &["description"], Syntax::Text),
    Type::new("2.5.4.15", &["businessCategory"], Syntax::Text),
    Type::new("2.5.4.16", &["postalAddress"], Syntax::Postal),
    Type::new("2.5.4.17", &["postalCode"], Syntax::Text),
    Type::new("2.5.4.18", &["postOfficeBox"], Syntax::Text),
    Type::new("2.5.4.19", &["physicalDeliveryOfficeName"], Syntax::Text),
    Type::new("2.5.4.20", &["telephoneNumber"], Syntax::Telephone),
    Type::new("2.5.4.21", &["telexNumber"], Syntax::Telex),
    Type::new("2.5.4.22", &["teletexTerminalIdentifier"], Syntax::Teletex),
    Type::new(
        "2.5.4.23",
        &["facsimileTelephoneNumber", "fax"],
        Syntax::FaxNumber,
    ),
    Type::new("2.5.4.24", &["x121Address"], Syntax::Digits),
    Type::new("2.5.4.25", &["internationalISDNNumber"], Syntax::Digits),
    Type::new("2.5.4.26", &["registeredAddress"], Syntax::Postal),
    Type::new("2.5.4.27", &["destinationIndicator"], Syntax::Printable),
    Type::new("2.5.4.28", &["preferredDeliveryMethod"], Syntax::Delivery).single(),
    Type::new("2.5.4.31", &["member"], Syntax::Dn),
    Type::new("2.5.4.32", &["owner"], Syntax::Dn),
    Type::new("2.5.4.34", &["seeAlso"], Syntax::Dn),
    Type::new("2.5.4.35", &["userPassword"], Syntax::Octets),
    Type::new("2.5.4.36", &["userCertificate"], Syntax::Certificate),
    Type::new("2.5.4.42", &["givenName", "gn"], Syntax::Text),
    Type::new("2.5.4.43", &["initials"], Syntax::Text),
    Type::new("2.5.4.45", &["x500UniqueIdentifier"], Syntax::Binary),
    Type::new("2.5.4.50", &["uniqueMember"], Syntax::DnAndUid),
    Type::new(
        "0.9.2342.19200300.100.1.1",
        &["uid", "userid"],
        Syntax::Text,
    ),
    Type::new(
        "0.9.2342.19200300.100.1.25",
        &["dc", "domainComponent"],
        Syntax::Ascii,
    )
    .single(),
    // More about people (RFC 4524, RFC 2798, RFC 2079).
    Type::new(
        "0.9.2342.19200300.100.1.3",
        &["mail", "rfc822Mailbox"],
        Syntax::Ascii,
    ),
    Type::new("0.9.2342.19200300.100.1.6", &["roomNumber"], Syntax::Text),
    Type::new("0.9.2342.19200300.100.1.7", &["photo"], Syntax::Fax),
    Type::new("0.9.2342.19200300.100.1.9", &["host"], Syntax::Text),
    Type::new("0.9.2342.19200300.100.1.10", &["manager"], Syntax::Dn),
    Type::new(
        "0.9.2342.19200300.100.1.20",
        &["homePhone", "homeTelephoneNumber"],
        Syntax::Telephone,
    ),
    Type::new("0.9.2342.19200300.100.1.21", &["secretary"], Syntax::Dn),
    Type::new(
        "0.9.2342.19200300.100.1.39",
        &["homePostalAddress"],
        Syntax::Postal,
    ),
    Type::new(
        "0.9.2342.19200300.100.1.41",
        &["mobile", "mobileTelephoneNumber"],
        Syntax::Telephone,
    ),
    Type::new(
        "0.9.2342.19200300.100.1.42",
        &["pager", "pagerTelephoneNumber"],
        Syntax::Telephone,
    ),
    Type::new("0.9.2342.19200300.100.1.55", &["audio"], Syntax::Binary),
    Type::new("0.9.2342.19200300.100.1.60", &["jpegPhoto"], Syntax::Jpeg),
    Type::new("1.3.6.1.4.1.250.1.57", &["labeledURI"], Syntax::TextExact),
    Type::new("2.16.840.1.113730.3.1.1", &["carLicense"], Syntax::Text),
    Type::new(
        "2.16.840.1.113730.3.1.2",
        &["departmentNumber"],
        Syntax::Text,
    ),
    Type::new("2.16.840.1.113730.3.1.3", &["employeeNumber"], Syntax::Text).single(),
    Type::new("2.16.840.1.113730.3.1.4", &["employeeType"], Syntax::Text),
    Type::new(
        "2.16.840.1.113730.3.1.39",
        &["preferredLanguage"],
        Syntax::Text,
    )
    .single(),
    Type::new(
        "2.16.840.1.113730.3.1.40",
        &["userSMIMECertificate"],
        Syntax::Binary,
    ),
    Type::new("2.16.840.1.113730.3.1.216", &["userPKCS12"], Syntax::Binary),
    Type::new("2.16.840.1.113730.3.1.241", &["displayName"], Syntax::Text).single(),
    // Accounts and groups of Unix (RFC 2307), and SSH keys. Usernames are compared without regard to case here as everywhere.
    Type::new("1.3.6.1.1.1.1.0", &["uidNumber"], Syntax::Integer).single(),
    Type::new("1.3.6.1.1.1.1.1", &["gidNumber"], Syntax::Integer).single(),
    Type::new("1.3.6.1.1.1.1.2", &["gecos"], Syntax::Ascii).single(),
    Type::new("1.3.6.1.1.1.1.3", &["homeDirectory"], Syntax::AsciiExact).single(),
    Type::new("1.3.6.1.1.1.1.4", &["loginShell"], Syntax::AsciiExact).single(),
    Type::new("1.3.6.1.1.1.1.12", &["memberUid"], Syntax::Ascii),
    Type::new(
        "1.3.6.1.4.1.24552.500.1.1.1.13",
        &["sshPublicKey"],
        Syntax::Octets,
    ),
];
