//! Secrets: the master key, random tokens, password hashes, signed access tokens.

mod hasher;
mod master_key;
mod pool;
mod token;
mod verify;

pub use hasher::{HashCost, PasswordHasher, PasswordHashing};
pub use master_key::{MasterKey, Seal, Unsealable};
pub use pool::QueueFull;
pub use token::{TOKEN_LENGTH, Token, TokenHash};
