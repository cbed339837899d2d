//! The examples of the document.

use serde_json::{Map, Value, json};

/// The example of a schema of `document`: its own, or one built from the examples of its parts.
pub fn example(document: &Value, schema: &Value) -> Option<Value> {
    if let Some(own) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return Some(own.clone());
    }
    if let Some(place) = schema["$ref"].as_str() {
        return example(document, document.pointer(place.trim_start_matches('#'))?);
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        return ways.iter().find_map(|way| example(document, way));
    }
    if let Some(items) = schema.get("items") {
        return Some(json!([example(document, items)?]));
    }
    let mut object = Map::new();
    let needed = schema["required"].as_array().into_iter().flatten();
    let needed: Vec<_> = needed.filter_map(Value::as_str).collect();
    for (name, property) in schema["properties"].as_object()? {
        match example(document, property) {
            Some(value) => drop(object.insert(name.clone(), value)),
            None if needed.contains(&name.as_str()) => return None,
            None => {}
        }
    }
    (!object.is_empty()).then_some(Value::Object(object))
}
