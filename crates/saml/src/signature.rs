//! Signatures of XML: written, never verified.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::keys::{Certificate, CryptoError, SigningKey};
use crate::names::{self, Prefix};
use crate::xml::Writer;

/// An element that is not signed yet.
pub(crate) struct Unsigned {
    pub xml: String,
    pub id: String,
    /// Where the signature belongs: behind the Issuer.
    pub position: usize,
}

impl Unsigned {
    /// The element with its signature. What was written is canonical, so it is hashed as it is.
    pub(crate) fn sign(self, key: &SigningKey) -> Result<String, CryptoError> {
        let hash = digest(&SHA256, self.xml.as_bytes());
        let hash = STANDARD.encode(hash);
        let reference = format!("#{}", self.id);
        // What is signed stands alone, so it declares its namespace itself.
        let mut alone = Writer::default();
        signed_info(&mut alone, &reference, &hash);
        let value = STANDARD.encode(key.sign(alone.finish().as_bytes())?);
        let mut writer = Writer::default();
        writer.element((Prefix::Signature, "Signature"), &[], |writer| {
            signed_info(writer, &reference, &hash);
            writer.leaf((Prefix::Signature, "SignatureValue"), &[], &value);
            key_info(writer, key.certificate());
        });
        let mut signed = self.xml;
        signed.insert_str(self.position, &writer.finish());
        Ok(signed)
    }
}

/// Writes the key as its certificate.
pub(crate) fn key_info(writer: &mut Writer, certificate: &Certificate) {
    let certificate = certificate.base64();
    writer.element((Prefix::Signature, "KeyInfo"), &[], |writer| {
        writer.element((Prefix::Signature, "X509Data"), &[], |writer| {
            writer.leaf((Prefix::Signature, "X509Certificate"), &[], &certificate);
        });
    });
}

fn signed_info(writer: &mut Writer, reference: &str, hash: &str) {
    writer.element((Prefix::Signature, "SignedInfo"), &[], |writer| {
        algorithm(writer, "CanonicalizationMethod", names::EXCLUSIVE_C14N);
        algorithm(writer, "SignatureMethod", names::RSA_SHA256);
        let attributes = [("URI", reference)];
        writer.element((Prefix::Signature, "Reference"), &attributes, |writer| {
            writer.element((Prefix::Signature, "Transforms"), &[], |writer| {
                algorithm(writer, "Transform", names::ENVELOPED);
                algorithm(writer, "Transform", names::EXCLUSIVE_C14N);
            });
            algorithm(writer, "DigestMethod", names::SHA256);
            writer.leaf((Prefix::Signature, "DigestValue"), &[], hash);
        });
    });
}

/// Writes an element that names an algorithm.
fn algorithm(writer: &mut Writer, name: &'static str, algorithm: &str) {
    writer.element(
        (Prefix::Signature, name),
        &[("Algorithm", algorithm)],
        |_| (),
    );
}
