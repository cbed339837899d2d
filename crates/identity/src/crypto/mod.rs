//! Secrets: the master key, random tokens, password hashes, signed access tokens.

mod hasher;
mod master_key;
mod pool;
mod token;
mod turns;
mod verify;

pub use hasher::{HashCost, PasswordHasher, PasswordHashing, Place};
pub use master_key::{MasterKey, Seal, Unsealable};
pub use pool::{Asker, Lane, QueueFull};
pub use token::{Token, TokenHash};
