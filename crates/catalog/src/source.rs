//! What is said about a person, and how.

rules::named_values! {
    /// Where the value of a claim or an attribute comes from.
    pub enum Source {
        /// The identifier of the account, which never changes.
        Id = "id",
        /// The username.
        Username = "username",
        /// The email.
        Email = "email",
        /// The whole name.
        Name = "name",
        /// The first name.
        FirstName = "firstName",
        /// The last name.
        LastName = "lastName",
        /// The names of the groups, one value each.
        Groups = "groups",
    }
}

rules::named_values! {
    /// The format of the name by which a SAML service provider knows a person.
    pub enum NameIdFormat {
        /// The email.
        EmailAddress = "email_address",
        /// A name for this service provider alone, which never changes.
        Persistent = "persistent",
        /// The username.
        Unspecified = "unspecified",
    }
}

rules::named_values! {
    /// The format of the name of a SAML attribute.
    pub enum NameFormat {
        /// As a plain name.
        Basic = "basic",
        /// As a URI.
        Uri = "uri",
        /// As both sides agreed.
        Unspecified = "unspecified",
    }
}

rules::named_values! {
    /// What is signed in a SAML response.
    pub enum SignedParts {
        /// The assertion and the response around it.
        Both = "both",
        /// The response alone, with everything in it.
        Response = "response",
        /// The assertion alone.
        Assertion = "assertion",
    }
}
