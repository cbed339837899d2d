//! Secrets: the master key, random tokens, password hashes, signed access tokens.

mod asker;
mod decoy;
mod fair_queue;
mod hasher;
mod master_key;
mod pool;
mod readable;
mod right_passwords;
mod seal;
mod stored_hash;
mod token;
mod verify;
mod wrong_secrets;

pub use asker::{Asker, Lane, Sharer};
pub(crate) use decoy::decoy;
pub use hasher::{HashCost, PasswordHasher, PasswordHashing, Place};
pub use master_key::{MasterKey, Unsealable};
pub use pool::QueueFull;
pub(crate) use readable::random_characters;
pub(crate) use right_passwords::RightPasswords;
pub use seal::{Seal, SealKind};
pub(crate) use stored_hash::PLAIN;
pub use token::{TOKEN_LENGTH, Token, TokenHash};
pub(crate) use wrong_secrets::WrongSecrets;
