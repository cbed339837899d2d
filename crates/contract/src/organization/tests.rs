//! Settings that a newer server has stored.

use serde_json::{Map, json};

use super::*;

/// The default settings as a newer server could store them: with another setting, and another
/// member of each policy.
fn newer() -> Map<String, Value> {
    let Ok(Value::Object(mut settings)) = serde_json::to_value(Settings::default()) else {
        panic!("settings are an object");
    };
    for policy in settings.values_mut().filter_map(Value::as_object_mut) {
        policy.insert("newer".to_owned(), json!(7));
    }
    settings.insert("newerSetting".to_owned(), json!({ "on": true }));
    settings
}

#[test]
fn what_a_newer_server_has_stored_is_ignored() {
    let read: Settings = serde_json::from_value(Value::Object(newer())).unwrap();
    assert_eq!(read, Settings::default());
}

#[test]
fn what_a_newer_server_has_stored_is_kept() {
    let request = json!({ "lockoutPolicy": { "locks": false }, "recoveryEmailEnabled": true });
    let request: UpdateOrganization = serde_json::from_value(request).unwrap();
    let (after, _) = request.apply(&Settings::default());
    let mut expected = Value::Object(newer());
    expected["lockoutPolicy"]["locks"] = json!(false);
    expected["recoveryEmailEnabled"] = json!(true);
    let stored = after.stored_over(Value::Object(newer())).unwrap();
    assert_eq!(stored, expected);
}

#[test]
fn an_unknown_value_is_no_default() {
    let mut stored = Value::Object(newer());
    stored["mfaPolicy"]["users"] = json!("newer");
    assert!(serde_json::from_value::<Settings>(stored).is_err());
}

#[test]
fn a_request_with_an_unknown_member_is_refused() {
    let mut policies = 0;
    for (name, value) in newer() {
        if value.get("newer").is_none() {
            continue;
        }
        policies += 1;
        for member in [json!(7), json!(null)] {
            let change = [(name.clone(), json!({ "newer": member }))];
            let request = Value::Object(change.into_iter().collect());
            let read = serde_json::from_value::<UpdateOrganization>(request);
            let error = read.unwrap_err().to_string();
            assert!(
                error.starts_with("unknown field `newer`"),
                "{name}: {error}"
            );
        }
    }
    assert!(policies >= 9, "{policies} policies");
}
