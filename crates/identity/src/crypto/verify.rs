//! Verifies a password in reusable memory.

use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::pool::Memory;

/// Whether `password` matches `hash`, a PHC string. Returns false if it is not an Argon2 hash.
pub(super) fn verify(hash: &str, password: &[u8], memory: &mut Memory) -> bool {
    made_of(hash, password, memory).unwrap_or(false)
}

fn made_of(
    hash: &str,
    password: &[u8],
    memory: &mut Memory,
) -> argon2::password_hash::Result<bool> {
    let hash = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Ok(false);
    };
    let algorithm = Algorithm::try_from(hash.algorithm.as_str())?;
    let version = hash.version.map_or(Ok(Version::V0x13), Version::try_from)?;
    let params = Params::try_from(&hash)?;
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::new());
    }
    let mut output = [0; Output::MAX_LENGTH];
    let output = output
        .get_mut(..expected.len())
        .ok_or(argon2::password_hash::Error::OutputSize)?;
    let argon2 = Argon2::new(algorithm, version, params);
    argon2.hash_password_into_with_memory(password, salt, output, memory)?;
    // Outputs are compared in constant time.
    Ok(Output::new(output)? == *expected)
}

#[cfg(test)]
mod tests {
    use argon2::PasswordHasher;

    use super::*;

    #[test]
    fn memory_of_another_hash_changes_nothing() -> argon2::password_hash::Result<()> {
        let hash = |memory, iterations| {
            let params = Params::new(memory, iterations, 1, None)?;
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            Ok::<_, argon2::password_hash::Error>(argon2.hash_password(b"right")?.to_string())
        };
        let mut memory = Memory::default();
        for hash in [hash(64, 1)?, hash(8, 3)?, hash(128, 2)?, hash(64, 1)?] {
            assert!(verify(&hash, b"right", &mut memory), "{hash}");
            assert!(!verify(&hash, b"wrong", &mut memory), "{hash}");
        }
        assert!(!verify(
            "$argon2id$v=19$m=64,t=1,p=1",
            b"right",
            &mut memory
        ));
        assert!(!verify("", b"", &mut memory));
        Ok(())
    }
}
