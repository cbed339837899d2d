//! What the headers of a file mean.

use contract::exports::user_columns;
use contract::imports::fields;

/// The columns that the result of an import has after those of its file: the number of the row, its
/// outcome, what is wrong with it, and the identifier of the user.
pub const RESULT_COLUMNS: [&str; 4] = ["Row", "Outcome", "Problem", "User ID"];

/// The fields, each with the headers that other products and people give it: lowercase letters and
/// digits only, the most specific one first. A field that is not listed is recognized by its own name.
///
/// JumpCloud: the template of its PowerShell module and the export of its portal. Okta: the template
/// for CSV imports. Google Workspace: the download of users. Entra: the download of users and the
/// template for bulk creation.
const HEADERS: &[(&str, &[&str])] = &[
    (
        "email",
        &[
            "email",
            "emailaddress",
            "primaryemail",
            "mail",
            "workemail",
            "companyemail",
        ],
    ),
    (
        "username",
        &[
            "username",
            "login",
            "userprincipalname",
            "loginname",
            "samaccountname",
            "uid",
        ],
    ),
    (
        "firstName",
        &["firstname", "givenname", "forename", "vorname"],
    ),
    (
        "lastName",
        &["lastname", "surname", "familyname", "sn", "nachname"],
    ),
    (
        "displayName",
        &["displayname", "preferredname", "nickname", "fullname"],
    ),
    (
        "mobilePhone",
        &["mobilephone", "mobilenumber", "mobile", "cellphone"],
    ),
    ("homePhone", &["homephone", "homenumber"]),
    ("language", &["language", "preferredlanguage", "locale"]),
    (
        "homeAddress.street",
        &[
            "homeaddressstreet",
            "homestreetaddress",
            "homestreet",
            "homeaddress",
        ],
    ),
    (
        "homeAddress.locality",
        &["homeaddresslocality", "homecity", "homelocality"],
    ),
    (
        "homeAddress.region",
        &["homeaddressregion", "homestate", "homeregion"],
    ),
    (
        "homeAddress.postalCode",
        &["homeaddresspostalcode", "homepostalcode", "homezip"],
    ),
    (
        "homeAddress.country",
        &["homeaddresscountry", "homecountry"],
    ),
    (
        "jobTitle",
        &["jobtitle", "title", "employeetitle", "position"],
    ),
    (
        "company",
        &["company", "companyname", "organization", "organisation"],
    ),
    ("costCenter", &["costcenter", "costcentre"]),
    (
        "employeeNumber",
        &[
            "employeenumber",
            "employeeid",
            "employeeidentifier",
            "staffnumber",
            "personnelnumber",
        ],
    ),
    (
        "location",
        &[
            "location",
            "officelocation",
            "physicaldeliveryofficename",
            "office",
            "buildingid",
        ],
    ),
    ("manager", &["manager", "manageremail", "managername"]),
    (
        "workPhone",
        &[
            "workphone",
            "worknumber",
            "primaryphone",
            "telephonenumber",
            "businessphone",
            "officephone",
            "phone",
        ],
    ),
    (
        "workMobilePhone",
        &["workmobilephone", "workmobilenumber", "workmobile"],
    ),
    (
        "workAddress.street",
        &[
            "workaddressstreet",
            "workstreetaddress",
            "workstreet",
            "workaddress",
            "streetaddress",
        ],
    ),
    (
        "workAddress.locality",
        &["workaddresslocality", "workcity", "worklocality", "city"],
    ),
    (
        "workAddress.region",
        &[
            "workaddressregion",
            "workstate",
            "workregion",
            "state",
            "stateorprovince",
            "region",
        ],
    ),
    (
        "workAddress.postalCode",
        &[
            "workaddresspostalcode",
            "workpostalcode",
            "workzip",
            "postalcode",
            "zipcode",
            "zip",
        ],
    ),
    (
        "workAddress.country",
        &[
            "workaddresscountry",
            "workcountry",
            "country",
            "countryorregion",
            "countrycode",
        ],
    ),
];

/// Words in the headers of columns with secrets.
const SECRETS: [&str; 7] = [
    "password",
    "passwd",
    "pwd",
    "passwort",
    "passphrase",
    "passcode",
    "secret",
];

/// The field of each column, guessed from its header: from the names in [`HEADERS`], and then from the
/// field's own name. No field is guessed twice.
pub fn guess(headers: &[String]) -> Vec<Option<String>> {
    let names = names_of(headers);
    let mut guessed: Vec<Option<String>> = vec![None; headers.len()];
    let mut take = |field: &str, known: &str| {
        if guessed.iter().flatten().any(|name| name == field) {
            return;
        }
        let mut columns = names.iter().zip(guessed.iter_mut());
        let column = columns
            .find(|(names, taken)| taken.is_none() && names.iter().any(|name| name == known));
        if let Some((_, column)) = column {
            *column = Some(field.to_owned());
        }
    };
    for (field, known) in HEADERS {
        for known in *known {
            take(field, known);
        }
    }
    for field in fields() {
        take(&field.name, &plain(&field.name));
    }
    guessed
}

/// The names that each header may mean. In an export of users that was written here, each name has one
/// meaning: `state` is not a part of an address.
fn names_of(headers: &[String]) -> Vec<Vec<String>> {
    let exported = user_columns();
    let is_export = headers.iter().all(|header| {
        exported.contains(header)
            || header.starts_with("attributes.")
            || RESULT_COLUMNS.iter().any(|column| column == header)
    });
    let known = fields();
    let means = |header: &String| {
        if is_export && !known.iter().any(|field| field.name == *header) {
            Vec::new()
        } else {
            names(header)
        }
    };
    headers.iter().map(means).collect()
}

/// Whether a column contains secrets, by its header. Its cells are not stored.
pub fn is_secret(header: &str) -> bool {
    let name = plain(header);
    SECRETS.iter().any(|word| name.contains(word))
}

/// The names that a header may mean. Google writes `First Name [Required]`, Entra writes
/// `First name [givenName]`.
fn names(header: &str) -> Vec<String> {
    let Some((outside, rest)) = header.split_once('[') else {
        return vec![plain(header)];
    };
    let inside = rest.split(']').next().unwrap_or_default();
    vec![plain(inside), plain(outside)]
}

fn plain(text: &str) -> String {
    let kept = text.chars().filter(|character| character.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}
