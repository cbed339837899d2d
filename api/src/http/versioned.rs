//! Responses with a version.

use std::hash::{DefaultHasher, Hasher};

use actix_web::body::BoxBody;
use actix_web::http::header::{ETAG, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use contract::administrators::Administrator;
use contract::applications::Application;
use contract::groups::Group;
use contract::hosts::Host;
use contract::mail_templates::MailTemplate;
use contract::me::Me;
use contract::organization::Organization;
use contract::problem::ProblemType;
use contract::radius::RadiusClient;
use contract::terms::OrganizationTerms;
use contract::user_attributes::AttributeDefinition;
use contract::users::User;
use contract::views::View;
use contract::webhooks::Webhook;
use identity::Once;
use identity::actor::AdminPrincipal;
use rules::role::Permission;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{RefOr, Response};

use super::idempotency::REPLAYED;
use super::preconditions;
use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// A resource with a version, which two people can edit at the same time.
pub trait HasVersion {
    /// The number that changes with each change.
    fn version(&self) -> u64;
}

/// A resource of an organization.
pub trait Managed: HasVersion {
    /// The permission that its readers hold.
    const READ: Permission;

    /// Its path.
    fn path(&self) -> String;
}

macro_rules! has_version {
    ($($name:ty),*) => {
        $(impl HasVersion for $name {
            fn version(&self) -> u64 {
                self.version
            }
        })*
    };
}

has_version!(
    User,
    AttributeDefinition,
    View,
    Group,
    Application,
    Administrator,
    Organization,
    OrganizationTerms,
    Me,
    MailTemplate,
    Webhook,
    RadiusClient,
    Host
);

impl Managed for User {
    const READ: Permission = Permission::UsersRead;

    fn path(&self) -> String {
        format!("/api/v1/users/{}", self.id)
    }
}

impl Managed for AttributeDefinition {
    const READ: Permission = Permission::UsersRead;

    fn path(&self) -> String {
        format!("/api/v1/user-attributes/{}", self.id)
    }
}

impl Managed for View {
    const READ: Permission = Permission::UsersRead;

    fn path(&self) -> String {
        format!("/api/v1/views/{}", self.id)
    }
}

impl Managed for Group {
    const READ: Permission = Permission::GroupsRead;

    fn path(&self) -> String {
        format!("/api/v1/groups/{}", self.id)
    }
}

impl Managed for Application {
    const READ: Permission = Permission::ApplicationsRead;

    fn path(&self) -> String {
        format!("/api/v1/applications/{}", self.id)
    }
}

impl Managed for Webhook {
    const READ: Permission = Permission::EventsRead;

    fn path(&self) -> String {
        format!("/api/v1/webhooks/{}", self.id)
    }
}

impl Managed for RadiusClient {
    const READ: Permission = Permission::OrganizationRead;

    fn path(&self) -> String {
        format!("/api/v1/radius-clients/{}", self.id)
    }
}

impl Managed for Host {
    const READ: Permission = Permission::OrganizationRead;

    fn path(&self) -> String {
        format!("/api/v1/hosts/{}", self.id)
    }
}

impl Managed for OrganizationTerms {
    const READ: Permission = Permission::OrganizationRead;

    fn path(&self) -> String {
        "/api/v1/organization/terms".to_owned()
    }
}

impl Managed for MailTemplate {
    const READ: Permission = Permission::OrganizationRead;

    fn path(&self) -> String {
        format!("/api/v1/mail-templates/{}", self.kind)
    }
}

impl Managed for Administrator {
    const READ: Permission = Permission::AdministratorsRead;

    fn path(&self) -> String {
        format!("/api/v1/administrators/{}", self.id)
    }
}

impl Managed for Organization {
    const READ: Permission = Permission::OrganizationRead;

    fn path(&self) -> String {
        "/api/v1/organization".to_owned()
    }
}

/// A JSON response whose `ETag` begins with the version of its content. The preconditions of a
/// request that only reads are evaluated here; an action has evaluated them before.
#[derive(Debug)]
pub struct Versioned<T> {
    value: T,
    status: StatusCode,
    /// Whether the caller may read the content.
    is_shown: bool,
    /// The path of a new resource.
    location: Option<String>,
    is_replay: bool,
}

impl<T> Versioned<T> {
    /// A response with status 200 to a caller who may read the content.
    pub const fn ok(value: T) -> Self {
        Self {
            value,
            status: StatusCode::OK,
            is_shown: true,
            location: None,
            is_replay: false,
        }
    }
}

impl<T: Managed> Versioned<T> {
    /// The response to an action. Not everyone who may act may read: without the permission to read
    /// the resource, the response has no content and status 204.
    pub fn after(principal: &AdminPrincipal, value: T) -> Self {
        let is_shown = principal.may(T::READ);
        Self {
            is_shown,
            status: if is_shown {
                StatusCode::OK
            } else {
                StatusCode::NO_CONTENT
            },
            ..Self::ok(value)
        }
    }

    /// The response to a create request, with status 201 and `Location`.
    pub fn created(principal: &AdminPrincipal, made: Once<T>) -> Self {
        Self {
            location: Some(made.value.path()),
            is_replay: made.is_replay,
            status: StatusCode::CREATED,
            ..Self::after(principal, made.value)
        }
    }
}

impl<T: Serialize + HasVersion> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.respond(request)
            .unwrap_or_else(|refusal| refusal.error_response())
    }
}

impl<T: Serialize + HasVersion> Versioned<T> {
    fn respond(self, request: &HttpRequest) -> Result<HttpResponse, Refusal> {
        let version = self.value.version();
        let body = serde_json::to_vec(&self.value)
            .map_err(|error| identity::Error::internal(error.to_string()))?;
        let tag = format!("{version}.{:016x}", hash(&body));
        let mut response = HttpResponse::build(self.status);
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        if self.is_replay {
            response.insert_header(REPLAYED);
        }
        if !self.is_shown {
            return Ok(response.finish());
        }
        response.insert_header((ETAG, format!("\"{tag}\"")));
        if request.method() == Method::GET {
            let headers = request.headers();
            let expected = preconditions::read(headers)?.is;
            if expected.is_some_and(|versions| !versions.include(version)) {
                let detail = "The resource has another version now";
                return Err(Refusal::new(ProblemType::StaleVersion, detail));
            }
            if preconditions::is_known(headers, &tag)? {
                return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
            }
        }
        Ok(response.content_type("application/json").body(body))
    }
}

/// A hash of a content, to tell whether it has changed.
fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    hasher.finish()
}

/// Appended to the description of a 201 response whose body may be hidden.
const NO_BODY: &str = ". A caller who may not read it gets no body and no `ETag`";

/// Describes the body and `ETag` of the successful response, and which callers do not get them. If the
/// handler has not described it, its description is "The current state".
impl<T: ToSchema> Describe for Versioned<T> {
    fn describe(description: &mut Description) {
        let content = ContentBuilder::new()
            .schema(Some(description.schema::<T>()))
            .build();
        let responses = &mut description.operation.responses.responses;
        if !responses.keys().any(|status| status.starts_with('2')) {
            let response = Response::new("The current state");
            responses.insert("200".to_owned(), RefOr::T(response));
        }
        // The caller may be allowed to act but not to read: see `Versioned::after`.
        let may_be_hidden = description.for_keys && !description.is_read;
        let success = responses
            .iter_mut()
            .find(|(status, _)| status.starts_with('2'));
        if let Some((status, RefOr::T(response))) = success {
            if status == "201" {
                let location = text_header("The path of the new resource");
                response.headers.insert("Location".to_owned(), location);
                if may_be_hidden {
                    response.description.push_str(NO_BODY);
                }
            }
            response
                .content
                .insert("application/json".to_owned(), RefOr::T(content));
            response.headers.insert(
                "ETag".to_owned(),
                text_header("For `If-Match` and `If-None-Match`"),
            );
        }
        if may_be_hidden && !responses.contains_key("201") {
            let hidden = Response::new("Done. The caller may not read the result");
            responses.insert("204".to_owned(), RefOr::T(hidden));
        }
        if description.is_read {
            preconditions::describe_read(description);
            description.problems::<problems::StaleVersion>();
            let unchanged = Response::new("You have the current version");
            let responses = &mut description.operation.responses.responses;
            responses.insert("304".to_owned(), RefOr::T(unchanged));
        }
    }
}

/// The description of a header.
pub fn text_header(text: &str) -> RefOr<Header> {
    let header = HeaderBuilder::new()
        .schema(Some(Object::with_type(Type::String)))
        .description(Some(text));
    RefOr::T(header.build())
}
