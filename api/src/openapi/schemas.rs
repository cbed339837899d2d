//! Completes the generated schemas with what the derives cannot know.

use std::collections::BTreeSet;

use contract::profile::{Kind, Profile};
use rules::passwords::MAX_BYTES;
use serde::Serialize;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Schema, SchemaType, Type};
use utoipa::openapi::{Components, Object, OpenApi, Ref, RefOr};

/// The prefix of a page's name, before the name of its items.
const PAGE: &str = "Page_";

/// The settings, all of which a response contains, although a stored document may lack some.
const SETTINGS: &str = "Settings";

/// The schemas that contain the fields of a profile.
const PROFILES: [&str; 4] = ["CreateUser", "Profile", "ProfileChanges", "UpdateUser"];

/// The maximum lengths of texts that are variants of an enum.
const VARIANTS: [(&str, usize); 3] = [("totp", 64), ("recoveryCode", 64), ("password", MAX_BYTES)];

pub(super) fn complete(document: &mut OpenApi) {
    let requested = requested(document);
    let components = document.components.get_or_insert_default();
    for (name, schema) in &mut components.schemas {
        if let Some(item) = name.strip_prefix(PAGE) {
            refer_to_items(schema, item);
        }
        if PROFILES.contains(&name.as_str()) {
            limit_profile(schema);
        }
        if name == SETTINGS {
            require_all(schema);
        }
        let may_be_null = requested.contains(name);
        walk(schema, &mut |part| {
            if !may_be_null {
                remove_null(part);
            }
            remove_default(part);
            limit_variants(part);
        });
    }
}

/// The names of the schemas that request bodies contain.
fn requested(document: &OpenApi) -> BTreeSet<String> {
    let none = Components::default();
    let schemas = &document.components.as_ref().unwrap_or(&none).schemas;
    let items = document.paths.paths.values();
    let operations = items.flat_map(|item| [&item.post, &item.put, &item.patch]);
    let bodies = operations.filter_map(|operation| operation.as_ref()?.request_body.as_ref());
    let mut open: Vec<String> = bodies.flat_map(|body| named_in(body, "schemas")).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.get(&name) {
            open.extend(named_in(schema, "schemas").filter(|part| !found.contains(part)));
        }
        found.insert(name);
    }
    found
}

/// The names of the components of this kind that a part of the document refers to.
pub(super) fn named_in(part: &impl Serialize, kind: &str) -> impl Iterator<Item = String> {
    let text = serde_json::to_string(part).unwrap_or_default();
    let place = format!("\"#/components/{kind}/");
    let names: Vec<_> = text
        .split(&place)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    names.into_iter()
}

/// Calls `change` for a schema and then for its parts.
fn walk(schema: &mut RefOr<Schema>, change: &mut impl FnMut(&mut RefOr<Schema>)) {
    change(schema);
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            for property in object.properties.values_mut() {
                walk(property, change);
            }
            if let Some(AdditionalProperties::RefOr(value)) =
                object.additional_properties.as_deref_mut()
            {
                walk(value, change);
            }
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                walk(items, change);
            }
        }
        Schema::OneOf(choice) => choice.items.iter_mut().for_each(|one| walk(one, change)),
        Schema::AllOf(all) => all.items.iter_mut().for_each(|one| walk(one, change)),
        Schema::AnyOf(choice) => choice.items.iter_mut().for_each(|one| walk(one, change)),
        _ => {}
    }
}

/// The derive would repeat the whole schema of the items, because it is a generic parameter.
fn refer_to_items(page: &mut RefOr<Schema>, item: &str) {
    let items = properties(page).and_then(|page| page.properties.get_mut("items"));
    if let Some(RefOr::T(Schema::Array(array))) = items {
        let item = RefOr::Ref(Ref::from_schema_name(item));
        array.items = ArrayItems::RefOrSchema(Box::new(item));
    }
}

fn limit_profile(schema: &mut RefOr<Schema>) {
    let Some(object) = properties(schema) else {
        return;
    };
    for field in Profile::FIELDS.iter().filter(|it| it.kind != Kind::Address) {
        if let Some(RefOr::T(Schema::Object(text))) = object.properties.get_mut(field.name) {
            text.max_length = Some(field.kind.max_length());
        }
    }
}

fn require_all(schema: &mut RefOr<Schema>) {
    if let Some(object) = properties(schema) {
        object.required = object.properties.keys().cloned().collect();
    }
}

fn limit_variants(schema: &mut RefOr<Schema>) {
    let Some(object) = properties(schema) else {
        return;
    };
    for (name, limit) in VARIANTS {
        if let Some(RefOr::T(Schema::Object(text))) = object.properties.get_mut(name) {
            text.max_length = text.max_length.or(Some(limit));
        }
    }
}

/// A response omits what has no value.
fn remove_null(schema: &mut RefOr<Schema>) {
    let RefOr::T(inner) = schema else { return };
    match inner {
        Schema::Object(object) => remove_null_type(&mut object.schema_type),
        Schema::Array(array) => remove_null_type(&mut array.schema_type),
        Schema::OneOf(choice) => {
            choice.items.retain(|one| !is_null(one));
            if choice.items.len() == 1
                && let Some(only) = choice.items.pop()
            {
                *schema = only;
            }
        }
        _ => {}
    }
}

fn remove_null_type(kind: &mut SchemaType) {
    if let SchemaType::Array(kinds) = kind {
        kinds.retain(|one| *one != Type::Null);
        if kinds.len() == 1
            && let Some(only) = kinds.pop()
        {
            *kind = SchemaType::Type(only);
        }
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    let RefOr::T(Schema::Object(object)) = schema else {
        return false;
    };
    object.schema_type == SchemaType::Type(Type::Null)
}

/// The derive documents the values with which Serde fills in omitted members. In a request, an
/// omitted member is not the same as one with such a value, and a response omits none of them.
fn remove_default(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::Ref(reference) => reference.default = None,
        RefOr::T(Schema::Object(object)) => object.default = None,
        RefOr::T(Schema::Array(array)) => array.default = None,
        RefOr::T(Schema::OneOf(choice)) => choice.default = None,
        RefOr::T(_) => {}
    }
}

fn properties(schema: &mut RefOr<Schema>) -> Option<&mut Object> {
    match schema {
        RefOr::T(Schema::Object(object)) => Some(object),
        _ => None,
    }
}
