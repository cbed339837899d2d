//! Encryption of assertions.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::keys::{CryptoError, EncryptionKey};
use crate::names::{self, Prefix};
use crate::signature::key_info;
use crate::xml::Writer;

/// The element `EncryptedAssertion` with an assertion.
pub(crate) fn encrypt(assertion: &str, key: &EncryptionKey) -> Result<String, CryptoError> {
    let encrypted = key.encrypt(assertion)?;
    let mut writer = Writer::default();
    writer.element((Prefix::Assertion, "EncryptedAssertion"), &[], |writer| {
        let kind = [("Type", names::ELEMENT)];
        writer.element((Prefix::Encryption, "EncryptedData"), &kind, |writer| {
            method(writer, names::AES_256_GCM, |_| ());
            writer.element((Prefix::Signature, "KeyInfo"), &[], |writer| {
                writer.element((Prefix::Encryption, "EncryptedKey"), &[], |writer| {
                    method(writer, names::RSA_OAEP, |writer| {
                        let hash = [("Algorithm", names::SHA1)];
                        writer.element((Prefix::Signature, "DigestMethod"), &hash, |_| ());
                    });
                    key_info(writer, key.certificate());
                    value(writer, &encrypted.key);
                });
            });
            value(writer, &encrypted.content);
        });
    });
    Ok(writer.finish())
}

fn method(writer: &mut Writer, algorithm: &str, content: impl FnOnce(&mut Writer)) {
    writer.element(
        (Prefix::Encryption, "EncryptionMethod"),
        &[("Algorithm", algorithm)],
        content,
    );
}

fn value(writer: &mut Writer, bytes: &[u8]) {
    writer.element((Prefix::Encryption, "CipherData"), &[], |writer| {
        let value = STANDARD.encode(bytes);
        writer.leaf((Prefix::Encryption, "CipherValue"), &[], &value);
    });
}
