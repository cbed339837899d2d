//! The modules of three certification plans of the OpenID Foundation for OpenID providers, in our own
//! words: Basic, RP-initiated logout and back-channel logout. A test has the name of the module. They show
//! what the server does; they are no certification (docs/conformance.md).

#![expect(clippy::unwrap_used, reason = "in a test, that is how it fails")]

mod backchannel_logout;
mod codes;
mod prompts;
mod request_objects;
mod rp_initiated_logout;
mod scopes;
mod server;
mod setting;
mod userinfo;
