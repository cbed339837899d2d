//! Metadata: what each side publishes about itself.

mod certificates;
mod endpoints;
mod problem;
mod read;
mod write;

pub use problem::{MetadataProblem, MetadataWarning};
pub use read::{ServiceProviderMetadata, read};
pub use write::{IdentityProvider, write};
