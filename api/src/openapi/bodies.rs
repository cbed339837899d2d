//! How the server reads the bodies of requests, for tests of their documented examples.

use std::collections::BTreeMap;

use actix_web::{FromRequest, Handler, Responder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::Path;

use super::describe::{Describe, Description};
use crate::routes::{self, Endpoints};

/// Parses a value as the type of a schema, and serializes it again.
pub type ReadBody = fn(&Value) -> Result<Value, serde_json::Error>;

/// [`ReadBody`] for `T`.
pub(super) fn read<T: Serialize + DeserializeOwned>(
    value: &Value,
) -> Result<Value, serde_json::Error> {
    let read: T = serde_json::from_value(value.clone())?;
    serde_json::to_value(read)
}

/// How the JSON bodies that handlers take are read, by the name of their schema.
pub fn bodies() -> BTreeMap<String, ReadBody> {
    let mut bodies = Bodies::default();
    routes::configure(&mut bodies);
    bodies.0
}

#[derive(Default)]
struct Bodies(BTreeMap<String, ReadBody>);

impl Endpoints for Bodies {
    fn add<P, F, Args>(&mut self, _: &'static str, _: P, _: F)
    where
        P: Path + SchemaReferences + Tags<'static>,
        F: Handler<Args, Output: Responder + Describe + 'static>,
        Args: FromRequest + Describe + 'static,
    {
        let mut description = Description::of::<P>();
        Args::describe(&mut description);
        self.0.extend(description.body);
    }
}
