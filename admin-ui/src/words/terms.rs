//! The terms of service, between the organization and its administrators: the organization runs
//! the server itself.

pub const TITLE: &str = "Terms of service";
pub const LEAD: &str =
    "For administrators of an organization that runs Latchkey on its own server.";

pub const SECTIONS: [(&str, &str); 6] = [
    (
        "Who this is between",
        "This server is run by your organization, not by the makers of Latchkey. These terms say what your organization expects of you as one of its administrators. Your organization's own policies and your contract come first where they differ.",
    ),
    (
        "Your account",
        "Your administrator account is yours alone. Keep its password to yourself, use a device that you trust, and sign out of shared ones. If you think someone else has used it, reset your password and tell an owner at once.",
    ),
    (
        "Other people's data",
        "You can see and change data about other people: names, addresses, phone numbers, sessions and activity. Use it only to do your work for the organization, share it only with people who need it, and correct or delete it when the organization has to.",
    ),
    (
        "What is recorded",
        "What you do here is recorded with your name, the time and the network address, and other administrators can see it. Nobody can change these records in the portal or through the API.",
    ),
    (
        "The software",
        "Latchkey is free software under the Apache License 2.0 and comes without a warranty. Your organization is responsible for keeping it updated, backed up and available.",
    ),
    (
        "Changes and questions",
        "Your organization may end or change your access at any time. Ask an owner of your organization when something here is unclear.",
    ),
];
