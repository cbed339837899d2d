//! Files with the headers that the products document, and made-up people.

use contract::profile::Profile;

use super::read;
use crate::{Row, guess};

/// Reads the first row of a file after the guess alone.
fn first(file: &str) -> (Row, Profile) {
    let rows = read(file.as_bytes());
    let row = Row::of(&guess(&rows[0]), &rows[1]);
    let profile = row.apply(Profile::default());
    (row, profile)
}

fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

#[test]
fn jumpcloud() {
    let (row, profile) = first(include_str!("jumpcloud.csv"));
    assert_eq!(text(&row.email), "ada.lovelace@example.com");
    assert_eq!(text(&row.username), "ada.lovelace");
    assert_eq!(text(&profile.first_name), "Ada");
    assert_eq!(text(&profile.display_name), "Ada L.");
    assert_eq!(text(&profile.employee_number), "E-1815");
    assert_eq!(text(&profile.work_phone), "+44 20 7946 0001");
    assert_eq!(text(&profile.work_mobile_phone), "+44 7700 900002");
    let home = profile.home_address.unwrap();
    assert_eq!((&*home.locality, &*home.postal_code), ("London", "W1 1AA"));
    assert_eq!(profile.work_address.unwrap().country, "GB");
}

#[test]
fn okta() {
    let (row, profile) = first(include_str!("okta.csv"));
    assert_eq!(text(&row.email), "ada.lovelace@example.com");
    assert_eq!(row.username, None);
    assert_eq!(text(&row.derived_username), "ada");
    assert_eq!(text(&profile.job_title), "Analyst");
    assert_eq!(text(&profile.language), "en-GB");
    assert_eq!(text(&profile.time_zone), "Europe/London");
    assert_eq!(text(&profile.company), "Example Ltd");
    assert_eq!(text(&profile.manager), "Charles Babbage");
    assert_eq!(profile.work_address.unwrap().postal_code, "W1 1AA");
}

#[test]
fn google_workspace() {
    let (row, profile) = first(include_str!("google.csv"));
    assert_eq!(text(&row.email), "ada.lovelace@example.com");
    assert_eq!(text(&row.derived_username), "ada.lovelace");
    assert_eq!(text(&profile.last_name), "Lovelace");
    assert_eq!(text(&profile.employee_number), "1815");
    assert_eq!(text(&profile.job_title), "Analyst");
    assert_eq!(text(&profile.manager), "charles.babbage@example.com");
    assert_eq!(text(&profile.location), "HQ");
    assert_eq!(
        profile.work_address.unwrap().street,
        "1 High Street, London"
    );
}

#[test]
fn entra() {
    let (row, profile) = first(include_str!("entra.csv"));
    assert_eq!(text(&row.email), "ada.lovelace@example.com");
    assert_eq!(text(&row.derived_username), "ada");
    assert_eq!(text(&profile.display_name), "Ada Lovelace");
    assert_eq!(text(&profile.location), "London 2");
    assert_eq!(text(&profile.mobile_phone), "+44 7700 900001");
    assert_eq!(text(&profile.work_phone), "+44 20 7946 0001");
    assert_eq!(profile.work_address.unwrap().region, "England");
}

#[test]
fn entra_without_a_mailbox() {
    let headers = "Name [displayName] Required,User name [userPrincipalName] Required,\
                   Initial password [passwordProfile] Required,First name [givenName]";
    let (row, profile) = first(&format!("{headers}\nAda Lovelace,ada@example.com,x,Ada"));
    assert_eq!(text(&row.email), "ada@example.com");
    assert_eq!(text(&row.derived_username), "ada");
    assert_eq!(text(&profile.first_name), "Ada");
    assert_eq!(text(&profile.display_name), "Ada Lovelace");
}

#[test]
fn our_own_export() {
    let columns = contract::exports::user_columns();
    let guessed: Vec<_> = guess(&columns).into_iter().flatten().collect();
    let fields = contract::imports::fields().into_iter();
    let fields: Vec<_> = fields.map(|field| field.name).collect();
    assert_eq!(guessed, fields);
    // Also with only some of the columns, and when the result of its import is imported again.
    let some = ["email", "state", "Row", "Outcome", "Problem", "User ID"].map(str::to_owned);
    let guessed: Vec<_> = guess(&some).into_iter().flatten().collect();
    assert_eq!(guessed, ["email"]);
}

#[test]
fn no_field_is_guessed_twice_and_each_exists() {
    let headers = ["mail", "Email", "E-Mail address", "Vorname", "nothing"];
    let fields = guess(&headers.map(str::to_owned));
    let expected = [None, Some("email"), None, Some("firstName"), None];
    assert_eq!(
        fields.iter().map(Option::as_deref).collect::<Vec<_>>(),
        expected
    );
    let all = contract::imports::fields();
    let every = Profile::FIELDS.map(|field| field.name.to_owned());
    let guessed = guess(&every);
    for name in guessed.into_iter().flatten() {
        assert!(all.iter().any(|field| field.name == name), "{name}");
    }
}
