//! Documents endpoints based on their types. Each type that a handler takes or returns describes itself, so
//! the documentation always matches the code: a handler that takes `Allowed<UsersWrite>` is documented as
//! requiring `users:write`.

use actix_web::web::{Data, Json};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::openapi::path::{Operation, Parameter};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{HttpMethod, OpenApi, Ref, RefOr};
use utoipa::{IntoParams, IntoResponses, Path, ToSchema};

use super::access::{Access, Caller};
use super::bodies::{ReadBody, read};
use super::cookies;
use crate::http::Refusal;
use crate::routes::{ADMIN, Endpoints};

/// A part of a handler's signature that describes itself.
pub trait Describe {
    /// Adds to the endpoint's description.
    fn describe(_: &mut Description) {}
}

/// The description of an endpoint.
pub struct Description {
    /// The path, without what all endpoints have in common.
    pub(crate) path: String,
    pub(crate) operation: Operation,
    /// Whether the endpoint only reads.
    pub(crate) is_read: bool,
    /// Whether API keys can have the permission.
    pub(crate) for_keys: bool,
    /// Who may call the endpoint; `None` if it requires no token.
    pub(crate) access: Option<Access>,
    /// The name of the body's schema, and how the body is read.
    pub(super) body: Option<(String, ReadBody)>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Description {
    /// What `#[utoipa::path]` says about an endpoint.
    pub(super) fn of<P: Path>() -> Self {
        Self {
            path: P::path(),
            operation: P::operation(),
            is_read: P::methods() == [HttpMethod::Get],
            for_keys: false,
            access: None,
            body: None,
            schemas: Vec::new(),
        }
    }

    /// Says of which type the body is.
    pub fn body<T: ToSchema + Serialize + DeserializeOwned>(&mut self) {
        self.body = Some((T::name().into_owned(), read::<T> as ReadBody));
    }

    /// Adds parameters.
    pub fn parameters<T: IntoParams>(&mut self) {
        let parameters: Vec<Parameter> = T::into_params(|| None);
        let all = self.operation.parameters.get_or_insert_default();
        all.extend(parameters.into_iter().map(RefOr::T));
    }

    /// Adds problems that the endpoint can respond with.
    pub fn problems<T: IntoResponses>(&mut self) {
        self.operation.responses.responses.extend(T::responses());
    }

    /// Requires an access token of this kind of person.
    pub fn person(&mut self, caller: Caller) {
        self.access = Some(Access {
            callers: vec![caller],
            permissions: Vec::new(),
        });
    }

    /// Adds a parameter, or replaces the one with its name.
    pub fn put_parameter(&mut self, parameter: Parameter) {
        let all = self.operation.parameters.get_or_insert_default();
        all.retain(|known| match known {
            RefOr::T(known) => known.name != parameter.name,
            RefOr::Ref(_) => true,
        });
        all.push(RefOr::T(parameter));
    }

    /// A reference to the schema of `T`, which is added to the document.
    pub fn schema<T: ToSchema>(&mut self) -> Ref {
        self.schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(&mut self.schemas);
        Ref::from_schema_name(T::name())
    }
}

impl<T> Describe for Data<T> {}
impl<T> Describe for Json<T> {}
impl Describe for HttpRequest {}
impl Describe for HttpResponse {}

impl<T: Describe> Describe for Result<T, Refusal> {
    fn describe(description: &mut Description) {
        T::describe(description);
    }
}

macro_rules! arguments {
    ($($argument:ident)*) => {
        impl<$($argument: Describe),*> Describe for ($($argument,)*) {
            fn describe(_description: &mut Description) {
                $($argument::describe(_description);)*
            }
        }
    };
}

arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
arguments!(A B C D E);
arguments!(A B C D E F);

/// Describes an endpoint as it is below this prefix.
fn described<P, F, Args>(prefix: &'static str) -> Description
where
    P: Path + SchemaReferences + Tags<'static>,
    F: Handler<Args, Output: Describe>,
    Args: FromRequest + Describe,
{
    let mut description = Description::of::<P>();
    P::schemas(&mut description.schemas);
    Args::describe(&mut description);
    F::Output::describe(&mut description);
    let operation = &mut description.operation;
    let tags = operation.tags.get_or_insert_default();
    tags.extend(P::tags().into_iter().map(ToOwned::to_owned));
    let is_admin = prefix == ADMIN;
    at_portal(operation, is_admin);
    cookies::at_portal(operation, is_admin);
    if let Some(access) = &mut description.access {
        if is_admin {
            access.at_admin_portal();
        }
        access.document(operation);
    }
    description
}

/// The document, and the path below which endpoints are added.
pub struct DocumentBelow<'a>(pub &'static str, pub &'a mut OpenApi);

impl Endpoints for DocumentBelow<'_> {
    fn add<P, F, Args>(&mut self, prefix: &'static str, _: P, _: F)
    where
        P: Path + SchemaReferences + Tags<'static>,
        F: Handler<Args, Output: Responder + Describe + 'static>,
        Args: FromRequest + Describe + 'static,
    {
        let Self(base, document) = self;
        let description = described::<P, F, Args>(prefix);
        let path = format!("{base}{prefix}{}", P::path());
        document
            .paths
            .add_path_operation(path, P::methods(), description.operation);
        let components = document.components.get_or_insert_default();
        components.schemas.extend(description.schemas);
    }
}

/// Receives the path, the methods and the description of an operation.
pub type Receive<'a> = dyn FnMut(String, Vec<HttpMethod>, &Operation) + 'a;

/// Passes each operation on, and the path below which endpoints are added. Keeps none.
pub struct OperationsBelow<'a>(pub &'static str, pub &'a mut Receive<'a>);

impl Endpoints for OperationsBelow<'_> {
    fn add<P, F, Args>(&mut self, prefix: &'static str, _: P, _: F)
    where
        P: Path + SchemaReferences + Tags<'static>,
        F: Handler<Args, Output: Responder + Describe + 'static>,
        Args: FromRequest + Describe + 'static,
    {
        let Self(base, receive) = self;
        let path = format!("{base}{prefix}{}", P::path());
        let description = described::<P, F, Args>(prefix);
        receive(path, P::methods(), &description.operation);
    }
}

/// Adapts an endpoint of both portals to one of them.
fn at_portal(operation: &mut Operation, is_admin: bool) {
    let ids = operation.operation_id.take().unwrap_or_default();
    let (user, admin) = ids.split_once(" | ").unwrap_or((&ids, &ids));
    operation.operation_id = Some(if is_admin { admin } else { user }.to_owned());
    if is_admin {
        if let Some(summary) = &mut operation.summary {
            summary.push_str(" (administrator)");
        }
        // An organization can restrict users' access to their own account, but not administrators'.
        operation.responses.responses.remove("forbidden");
    }
}
