//! The fields of a profile, in display order.
//!
//! To add a field, add it here: the API, its validation and documentation, storage, search and both
//! portals are derived from this table.

use super::address::Address;
use super::field::Editors::{Organization, Users};
use super::field::Kind::{self, Language, Phone, Text, TimeZone};
use super::field::Section::{Details, Employment, Personal};
use super::field::field;

/// The maximum length of a part of a name, in characters.
const NAME: Kind = Text(100);
const LINE: Kind = Text(200);

profile! {
    /// First name.
    first_name: String, "firstName" =>
        field("First name", Details, NAME, Users).autocomplete("given-name").searched().on_create();
    /// Last name.
    last_name: String, "lastName" =>
        field("Last name", Details, NAME, Users).autocomplete("family-name").searched().on_create();
    /// Middle name.
    middle_name: String, "middleName" =>
        field("Middle name", Details, NAME, Users).autocomplete("additional-name").searched();
    /// The name that the person prefers.
    display_name: String, "displayName" =>
        field("Display name", Details, NAME, Users).autocomplete("nickname").searched()
            .hint("Leave blank to use first and last name.");
    /// Private mobile phone.
    mobile_phone: String, "mobilePhone" =>
        field("Mobile phone", Personal, Phone, Users).autocomplete("mobile tel");
    /// Home phone.
    home_phone: String, "homePhone" =>
        field("Home phone", Personal, Phone, Users).autocomplete("home tel");
    /// Language, as a BCP 47 tag.
    language: String, "language" =>
        field("Language", Personal, Language, Users).autocomplete("language");
    /// Time zone, as an IANA name.
    time_zone: String, "timeZone" =>
        field("Time zone", Personal, TimeZone, Users).hint("The User Portal shows times in this zone.");
    /// Home address.
    home_address: Address, "homeAddress" =>
        field("Home address", Personal, Kind::Address, Users).autocomplete("home");
    /// Job title.
    job_title: String, "jobTitle" =>
        field("Job title", Employment, LINE, Users).autocomplete("organization-title").on_create();
    /// Department.
    department: String, "department" =>
        field("Department", Employment, LINE, Organization).on_create();
    /// Company.
    company: String, "company" =>
        field("Company", Employment, LINE, Users).autocomplete("organization");
    /// Cost center.
    cost_center: String, "costCenter" =>
        field("Cost center", Employment, LINE, Organization);
    /// Employee number.
    employee_number: String, "employeeNumber" =>
        field("Employee number", Employment, LINE, Organization).searched().on_create();
    /// Employee type: full time, contractor, ….
    employee_type: String, "employeeType" =>
        field("Employee type", Employment, LINE, Organization);
    /// Location.
    location: String, "location" =>
        field("Location", Employment, LINE, Users);
    /// Manager, by name or email.
    manager: String, "manager" =>
        field("Manager", Employment, LINE, Organization);
    /// Work phone.
    work_phone: String, "workPhone" =>
        field("Work phone", Employment, Phone, Users).autocomplete("work tel");
    /// Work mobile phone.
    work_mobile_phone: String, "workMobilePhone" =>
        field("Work mobile phone", Employment, Phone, Users);
    /// Work address.
    work_address: Address, "workAddress" =>
        field("Work address", Employment, Kind::Address, Users).autocomplete("work");
}
