use std::path::PathBuf;

use identity::crypto::{HashCost, MasterKey, PasswordHashing};

use super::reader::Reader;
use super::{DatabaseConfig, Secret};

/// `[security]`.
#[derive(Clone, Debug)]
pub struct SecurityConfig {
    /// The key that encrypts all secrets in the database.
    pub master_key: MasterKeySource,
    /// How passwords are hashed.
    pub hashing: PasswordHashing,
}

/// Where the master key comes from.
#[derive(Clone, Debug)]
pub enum MasterKeySource {
    /// From the configuration: 32 bytes in base64.
    Given(Secret),
    /// In this file, which is created at the first start.
    File(PathBuf),
}

/// The master key's file in a data folder.
const FILE: &str = "master.key";

impl SecurityConfig {
    pub(super) fn read(reader: &mut Reader, database: &DatabaseConfig) -> Self {
        let given = reader.secret("security", "master_key");
        let master_key = match (given, database.data_dir()) {
            (Some(key), _) => {
                if MasterKey::from_base64(key.reveal()).is_none() {
                    let message = "expected 32 bytes in base64, such as the output of \
                                   `openssl rand -base64 32`";
                    reader.problem("security.master_key", "", message);
                }
                MasterKeySource::Given(key)
            }
            (None, Some(dir)) => MasterKeySource::File(dir.join(FILE)),
            (None, None) => {
                let message = "required with PostgreSQL. Set master_key or master_key_file \
                               (`openssl rand -base64 32` generates a key)";
                reader.problem("security.master_key", "", message);
                MasterKeySource::File(PathBuf::from(FILE))
            }
        };
        Self {
            master_key,
            hashing: hashing(reader),
        }
    }
}

fn hashing(reader: &mut Reader) -> PasswordHashing {
    const SECTION: &str = "security";
    let owasp = HashCost::default();
    let cost = HashCost {
        memory_kib: reader.integer(
            SECTION,
            "argon2_memory_kib",
            owasp.memory_kib..=1_048_576,
            owasp.memory_kib,
        ),
        iterations: reader.integer(
            SECTION,
            "argon2_iterations",
            owasp.iterations..=16,
            owasp.iterations,
        ),
        parallelism: reader.integer(SECTION, "argon2_parallelism", 1..=16, owasp.parallelism),
    };
    // For tests that create hundreds of accounts. Too weak for anything else.
    let memory_kib = reader.integer(SECTION, "danger_argon2_memory_kib", 0..=1_048_576, 0);
    let iterations = reader.integer(SECTION, "danger_argon2_iterations", 0..=16, 0);
    let or = |danger: u32, safe| if danger == 0 { safe } else { danger };
    let cost = HashCost {
        memory_kib: or(memory_kib, cost.memory_kib),
        iterations: or(iterations, cost.iterations),
        ..cost
    };
    if cost.memory_kib < 8 * cost.parallelism {
        let message = "Argon2 requires at least 8 KiB of memory per lane";
        reader.problem("security.danger_argon2_memory_kib", "", message);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = reader.integer(SECTION, "hash_threads", 0..=512, 0) as usize;
    PasswordHashing {
        cost,
        threads: if threads == 0 { cores } else { threads },
        queue: reader.integer(SECTION, "hash_queue", 1..=100_000, 256) as usize,
    }
}
