//! Secrets: the master key, random tokens, password hashes, signed access tokens.

mod hasher;
mod master_key;
mod token;
mod verify;

pub use hasher::{HashCost, PasswordHasher, PasswordHashing, QueueFull};
pub use master_key::{MasterKey, Seal, Unsealable};
pub use token::{Token, TokenHash};
