use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::seal::Seal;
use crate::Error;

/// The key that protects all secrets in the database. Each purpose has its own key, which is derived
/// from this one (HKDF) and encrypts (AES-256-GCM). During a rotation there are several: the first one
/// encrypts, all of them decrypt. Each encrypted value begins with the id of its key.
pub struct MasterKey {
    keys: RwLock<Arc<Vec<Key>>>,
    /// Whether password hashes that are not encrypted are accepted.
    accepts_plain_hashes: AtomicBool,
    /// Reads the keys again, if they are stored in a file.
    reload: Option<Reload>,
}

/// Reads the current text of the keys.
type Reload = Box<dyn Fn() -> Option<String> + Send + Sync>;

struct Key {
    id: KeyId,
    /// Marks values from before each purpose had its own key.
    id_without_subkeys: KeyId,
    bytes: [u8; KEY_LEN],
}

/// Identifies a key without revealing anything about it: the first bytes of a hash.
type KeyId = [u8; 4];
const KEY_ID_LEN: usize = 4;
const KEY_LEN: usize = 32;
/// The maximum number of keys. A rotation does not need more.
const MOST_KEYS: usize = 4;

/// The value was sealed for another purpose or under another key, or it was modified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the value cannot be decrypted with this master key")]
pub struct Unsealable;

/// The length of a derived key.
#[derive(Clone, Copy)]
struct SubkeyLength;

impl KeyType for SubkeyLength {
    fn len(&self) -> usize {
        KEY_LEN
    }
}

impl Key {
    fn from_base64(text: &str) -> Option<Self> {
        let bytes: [u8; KEY_LEN] = STANDARD.decode(text).ok()?.try_into().ok()?;
        let id = |label: &[u8]| {
            let hash = digest(&SHA256, &[label, &bytes[..]].concat());
            let mut id = KeyId::default();
            id.copy_from_slice(&hash.as_ref()[..KEY_ID_LEN]);
            id
        };
        Some(Self {
            id: id(b"latchkey master key with subkeys id\0"),
            id_without_subkeys: id(b"latchkey master key id\0"),
            bytes,
        })
    }

    /// The key for this purpose.
    fn subkey(&self, purpose: Seal<'_>) -> Option<RandomizedNonceKey> {
        let (kind, _) = purpose.parts();
        let label = kind.label();
        let info = [label.as_slice()];
        let master = Salt::new(HKDF_SHA256, b"latchkey").extract(&self.bytes);
        let mut subkey = [0; KEY_LEN];
        master
            .expand(&info, SubkeyLength)
            .and_then(|derived| derived.fill(&mut subkey))
            .and_then(|()| RandomizedNonceKey::new(&AES_256_GCM, &subkey))
            .ok()
    }

    /// The key of a value that begins with this id, if it is one of this master key.
    fn opener(&self, id: &[u8], purpose: Seal<'_>) -> Option<RandomizedNonceKey> {
        if self.id == *id {
            self.subkey(purpose)
        } else if self.id_without_subkeys == *id {
            RandomizedNonceKey::new(&AES_256_GCM, &self.bytes).ok()
        } else {
            None
        }
    }
}

fn read_keys(text: &str) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = text.split_whitespace().map(Key::from_base64).collect();
    keys.filter(|keys| (1..=MOST_KEYS).contains(&keys.len()))
}

impl MasterKey {
    /// Parses base64 keys of 32 bytes, as printed by `openssl rand -base64 32`, separated by
    /// whitespace. The first one encrypts, all of them decrypt. Returns `None` if the text is
    /// invalid.
    pub fn from_base64(text: &str) -> Option<Self> {
        Some(Self {
            keys: RwLock::new(Arc::new(read_keys(text)?)),
            accepts_plain_hashes: AtomicBool::new(false),
            reload: None,
        })
    }

    /// Like [`MasterKey::from_base64`], for a text that may change. It is read again by
    /// [`MasterKey::refresh`], and when a value was encrypted with an unknown key.
    pub fn with_reload(
        reload: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Option<Self> {
        let mut key = Self::from_base64(&reload()?)?;
        key.reload = Some(Box::new(reload));
        Some(key)
    }

    /// Reads the keys again. Keeps the current ones if the new text is invalid.
    pub fn refresh(&self) {
        let read = self.reload.as_ref().and_then(|reload| reload());
        if let Some(keys) = read.as_deref().and_then(read_keys) {
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        }
    }

    /// Sets whether password hashes that are not encrypted are accepted: only until those from before
    /// hashes were encrypted have been encrypted. At first, they are not.
    pub(crate) fn accept_plain_hashes(&self, accept: bool) {
        self.accepts_plain_hashes.store(accept, Ordering::Relaxed);
    }

    /// Whether password hashes that are not encrypted are accepted.
    pub(super) fn accepts_plain_hashes(&self) -> bool {
        self.accepts_plain_hashes.load(Ordering::Relaxed)
    }

    fn keys(&self) -> Arc<Vec<Key>> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Generates a random key in base64, to be stored in a file.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn generate_base64() -> Result<String, Error> {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
        Ok(STANDARD.encode(bytes))
    }

    /// Encrypts `value` for a purpose. The result consists of the key's id, a random nonce, the
    /// ciphertext and the tag.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn seal(&self, purpose: Seal<'_>, value: &[u8]) -> Result<Vec<u8>, Error> {
        let keys = self.keys();
        let first = keys
            .first()
            .ok_or_else(|| Error::internal("no master key"))?;
        let mut sealed = value.to_vec();
        let key = first
            .subkey(purpose)
            .ok_or_else(|| Error::internal("no key for this purpose"))?;
        let nonce = key
            .seal_in_place_append_tag(Aad::from(purpose.context()), &mut sealed)
            .map_err(|_| Error::internal("sealing failed"))?;
        Ok([&first.id[..], nonce.as_ref().as_slice(), &sealed].concat())
    }

    /// Decrypts a value that [`MasterKey::seal`] encrypted for the same purpose.
    ///
    /// # Errors
    /// [`Unsealable`] for anything else.
    pub fn open(&self, purpose: Seal<'_>, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let (id, rest) = sealed.split_at_checked(KEY_ID_LEN).ok_or(Unsealable)?;
        let find = || self.keys().iter().find_map(|key| key.opener(id, purpose));
        let key = find().or_else(|| {
            // Another server or a command may have started to use a new key.
            self.refresh();
            find()
        });
        let key = key.ok_or(Unsealable)?;
        let (nonce, rest) = rest.split_at_checked(NONCE_LEN).ok_or(Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unsealable)?;
        let mut rest = rest.to_vec();
        key.open_in_place(nonce, Aad::from(purpose.context()), &mut rest)
            .map(|value| value.to_vec())
            .map_err(|_| Unsealable)
    }

    /// Whether a value is encrypted with the current key.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        self.keys()
            .first()
            .is_some_and(|first| sealed.starts_with(&first.id))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::SealKind;
    use super::*;

    #[test]
    fn opens_only_what_was_sealed_for_the_same_purpose_under_the_same_key() -> Result<(), Error> {
        let text = MasterKey::generate_base64()?;
        let key = MasterKey::from_base64(&text).ok_or(Error::internal("key"))?;
        let sealed = key.seal(Seal::Cursor("users"), b"42")?;
        assert_eq!(key.open(Seal::Cursor("users"), &sealed), Ok(b"42".to_vec()));
        assert_eq!(key.open(Seal::Cursor("events"), &sealed), Err(Unsealable));
        assert_eq!(
            key.open(Seal::SigningKey("users"), &sealed),
            Err(Unsealable)
        );
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert_eq!(key.open(Seal::Cursor("users"), &changed), Err(Unsealable));
        }
        let other = MasterKey::from_base64(&MasterKey::generate_base64()?);
        let other = other.ok_or(Error::internal("key"))?;
        assert_eq!(other.open(Seal::Cursor("users"), &sealed), Err(Unsealable));
        assert!(MasterKey::from_base64("c2hvcnQ=").is_none());
        assert!(MasterKey::from_base64(" \n").is_none());
        Ok(())
    }

    fn one_of(kind: SealKind) -> Seal<'static> {
        match kind {
            SealKind::SigningKey => Seal::SigningKey("1"),
            SealKind::ApplicationKey => Seal::ApplicationKey(b"1"),
            SealKind::Mail => Seal::Mail(b"1"),
            SealKind::Factor => Seal::Factor(b"1"),
            SealKind::WebhookSecret => Seal::WebhookSecret(b"1"),
            SealKind::Ceremony => Seal::Ceremony(b"1"),
            SealKind::MailPreview => Seal::MailPreview,
            SealKind::Cursor => Seal::Cursor("1"),
            SealKind::PasswordHash => Seal::PasswordHash(b"1"),
        }
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() -> Result<(), Error> {
        let missing = || Error::internal("key");
        let text = MasterKey::generate_base64()?;
        let key = Key::from_base64(&text).ok_or_else(missing)?;
        let master = MasterKey::from_base64(&text).ok_or_else(missing)?;
        let whole = RandomizedNonceKey::new(&AES_256_GCM, &key.bytes).map_err(|_| missing())?;
        for purpose in SealKind::ALL.map(one_of) {
            let sealed = master.seal(purpose, b"42")?;
            let opens = |key: &RandomizedNonceKey| {
                let (_, rest) = sealed.split_at(KEY_ID_LEN);
                let (nonce, rest) = rest.split_at(NONCE_LEN);
                let nonce = Nonce::try_assume_unique_for_key(nonce);
                let aad = Aad::from(purpose.context());
                nonce.is_ok_and(|nonce| key.open_in_place(nonce, aad, &mut rest.to_vec()).is_ok())
            };
            for other in SealKind::ALL.map(one_of) {
                let subkey = key.subkey(other).ok_or_else(missing)?;
                let is_own = purpose.parts() == other.parts();
                assert_eq!(opens(&subkey), is_own, "{purpose:?}, {other:?}");
            }
            assert!(!opens(&whole), "{purpose:?}");
        }
        Ok(())
    }

    #[test]
    fn values_from_before_there_were_subkeys_are_opened_and_renewed() -> Result<(), Error> {
        let missing = || Error::internal("key");
        let text = MasterKey::generate_base64()?;
        let key = Key::from_base64(&text).ok_or_else(missing)?;
        let purpose = Seal::Mail(b"1");
        let mut value = b"42".to_vec();
        let nonce = RandomizedNonceKey::new(&AES_256_GCM, &key.bytes)
            .and_then(|key| key.seal_in_place_append_tag(Aad::from(purpose.context()), &mut value))
            .map_err(|_| missing())?;
        let old = [
            &key.id_without_subkeys[..],
            nonce.as_ref().as_slice(),
            &value,
        ]
        .concat();
        let master = MasterKey::from_base64(&text).ok_or_else(missing)?;
        assert_eq!(master.open(purpose, &old), Ok(b"42".to_vec()));
        assert!(!master.is_current(&old));
        Ok(())
    }

    #[test]
    fn while_it_is_rotated_both_open_and_the_first_seals() -> Result<(), Error> {
        let missing = || Error::internal("key");
        let (old, new) = (MasterKey::generate_base64()?, MasterKey::generate_base64()?);
        let text = Arc::new(RwLock::new(old.clone()));
        let source = Arc::clone(&text);
        let read = move || source.read().ok().map(|text| text.clone());
        let server = MasterKey::with_reload(read).ok_or_else(missing)?;
        let before = server.seal(Seal::MailPreview, b"42")?;
        let both = format!("{new}\n{old}\n");
        let command = MasterKey::from_base64(&both).ok_or_else(missing)?;
        assert!(!command.is_current(&before));
        assert_eq!(command.open(Seal::MailPreview, &before), Ok(b"42".to_vec()));
        let after = command.seal(Seal::MailPreview, b"43")?;
        assert!(command.is_current(&after));
        // A server that does not know the new key reads the keys again.
        assert_eq!(server.open(Seal::MailPreview, &after), Err(Unsealable));
        *text.write().map_err(|_| missing())? = both;
        assert_eq!(server.open(Seal::MailPreview, &after), Ok(b"43".to_vec()));
        *text.write().map_err(|_| missing())? = new;
        server.refresh();
        assert_eq!(server.open(Seal::MailPreview, &before), Err(Unsealable));
        Ok(())
    }
}
