use rules::attribute::AttributeKind;

use super::*;

fn detail(text: &str) -> String {
    let filter = text.parse::<UserFilter>();
    filter
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default()
}

#[test]
fn reads_and_writes_conditions_and_escapes() {
    let text = r"state:active,staged;passwordOlderThan:30;department:R\,D\;\:\\,Sales";
    let filter = UserFilter {
        state: vec![UserState::Active, UserState::Staged],
        password_older_than: vec![Days::read("30").unwrap()],
        department: vec![r"R,D;:\".to_owned(), "Sales".to_owned()],
        ..UserFilter::default()
    };
    assert_eq!(text.parse(), Ok(filter.clone()));
    assert_eq!(filter.to_string(), text);
    assert_eq!("".parse(), Ok(UserFilter::default()));
    assert_eq!(UserFilter::default().to_string(), "");
}

#[test]
fn every_value_of_every_type_is_read_as_it_is_written() {
    let actor = Uuid::from_u128(7);
    let events = format!("action:user.created;outcome:success,failure;actor:{actor}");
    let users = "state:staged,active,suspended;passwordStatus:pending,active,expired,locked;\
                 passwordExpired:true,false;passwordOlderThan:90;\
                 passwordExpiresWithin:7;passwordNeverExpires:true;mustComply:false;\
                 recoveryEmail:none,unverified,verified;\
                 mfa:enrolled,enrollment_period,enrollment_overdue,not_enrolled";
    let times = [
        "mfaRequirement:off,optional,required",
        r"createdSince:2026-11-24T00\:00\:00.000Z",
        r"lastSignInBefore:2026-11-25T08\:30\:00.500Z",
        "termsAccepted:true,false",
    ]
    .join(";");
    assert_eq!(times.parse::<UserFilter>().unwrap().to_string(), times);
    let groups = format!("group:{actor}");
    assert_eq!(groups.parse::<UserFilter>().unwrap().to_string(), groups);
    let members = format!("member:{actor}");
    assert_eq!(members.parse::<GroupFilter>().unwrap().to_string(), members);
    let day = "createdSince:2026-11-24".parse::<UserFilter>().unwrap();
    assert!(times.contains(&day.to_string()));
    let administrators = "state:active;role:owner,manager,help_desk,read_only";
    assert_eq!(events.parse::<EventFilter>().unwrap().to_string(), events);
    assert_eq!(users.parse::<UserFilter>().unwrap().to_string(), users);
    let filter = administrators.parse::<AdministratorFilter>().unwrap();
    assert_eq!(filter.to_string(), administrators);
    let mails = "state:queued,sent,failed;kind:test;recipient:ada@example.com";
    assert_eq!(mails.parse::<MailFilter>().unwrap().to_string(), mails);
}

#[test]
fn refuses_what_it_does_not_know_and_says_what_it_knows() {
    assert!(detail("role:owner").starts_with("This field is not known. The fields"));
    assert!(detail("role:owner").contains("mfa, department"));
    assert_eq!(
        detail("state:gone"),
        "state is one of: staged, active, suspended"
    );
    assert!(detail("state:active;state:staged").contains("twice"));
    assert_eq!(
        detail("passwordOlderThan:731"),
        "passwordOlderThan is a number of days, 1 to 730"
    );
    let none = "state:active".parse::<NoFilter>();
    assert_eq!(none.unwrap_err().to_string(), "This list has no filters");
    for text in [
        "passwordOlderThan:0",
        "passwordOlderThan:-1",
        "passwordOlderThan:1.5",
        "mustComply:yes",
        "createdSince:yesterday",
        "createdSince:2026-13-01",
        "mfaRequirement:none",
        "state",
        "state:",
        "state:active;",
        "state:a:b",
        r"state:active\",
        r"state:\a",
        "department:",
        "department:a\0b",
        ":",
        ";",
        ",",
        "state:active,",
    ] {
        assert!(!detail(text).is_empty(), "{text:?}");
    }
}

#[test]
fn attributes_are_named_after_a_prefix() {
    let text = r"state:active;attributes.badge:4711;attributes.site:Oslo,Sa\:o";
    let filter = text.parse::<UserFilter>().unwrap();
    let site = AttributeField {
        name: "site".to_owned(),
        bound: None,
    };
    assert_eq!(filter.attributes.get(&site), ["Oslo", "Sa:o"]);
    assert_eq!(filter.to_string(), text);
    assert!(detail("attributes.a:1;attributes.a:2").contains("twice"));
    assert!(!detail("attributes.:1").is_empty());
    assert!(!detail("attributes.a.b:1").is_empty());
}

#[test]
fn attributes_are_compared_with_bounds() {
    let text = "attributes.badge:7;attributes.badge.atLeast:1;attributes.badge.atMost:-0.5;\
                attributes.trained.since:2026-01-31;attributes.trained.before:2026-02-01";
    let filter = text.parse::<UserFilter>().unwrap();
    assert_eq!(filter.to_string(), text);
    let badge = AttributeField::all_of("badge", AttributeKind::Number);
    let values: Vec<_> = badge
        .iter()
        .map(|field| filter.attributes.get(field))
        .collect();
    assert_eq!(values, [["7"], ["1"], ["-0.5"]]);
    assert_eq!(
        AttributeField::all_of("site", AttributeKind::Text).len(),
        1,
        "texts have no order"
    );
    assert!(
        detail("attributes.a.since:x;attributes.a.since:y").contains("attributes.a.since appears")
    );
    for unknown in [
        "attributes.a.after:1",
        "attributes.a.:1",
        "attributes.a.since.x:1",
    ] {
        assert_eq!(
            detail(unknown),
            "Write one of these after `attributes.a.`: since, before, atLeast, atMost",
            "{unknown}"
        );
    }
    assert!(detail("attributes..since:1").contains("the name of an attribute"));
}

#[test]
fn the_documentation_names_each_field() {
    for field in UserFilter::FIELDS {
        assert!(UserFilter::DESCRIPTION.contains(&format!("\n- `{field}`: ")));
    }
    for bound in AttributeBound::NAMES {
        assert!(UserFilter::DESCRIPTION.contains(&format!("`attributes.<name>.{bound}`")));
    }
}
