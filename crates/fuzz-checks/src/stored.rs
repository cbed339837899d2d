//! What is stored while a person is asked something.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Checks that a value is the same after it was stored.
pub fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("a value that is stored can be written");
    let read: T = serde_json::from_str(&text).expect("a value that was stored can be read");
    assert_eq!(read, *value);
}
