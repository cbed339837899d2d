//! The key of an application, and the checks that it makes with the server's certificate.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};

use super::element::Element;

/// The private key of an application, with its certificate.
pub struct SamlKey {
    pkcs8: Vec<u8>,
    pem: String,
    /// Its certificate, as PEM.
    pub certificate: String,
}

impl SamlKey {
    /// Makes a key.
    pub fn generate() -> Self {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
        let parameters = CertificateParams::new(vec!["sp.example.com".to_owned()]).unwrap();
        Self {
            pkcs8: key.serialize_der(),
            pem: key.serialize_pem(),
            certificate: parameters.self_signed(&key).unwrap().pem(),
        }
    }

    /// The private key, as PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Signs with RSA and SHA-256. Returns base64.
    pub fn sign(&self, text: &str) -> String {
        let key = RsaKeyPair::from_pkcs8(&self.pkcs8).unwrap();
        let mut signature = vec![0; key.public_modulus_len()];
        let random = SystemRandom::new();
        key.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
            .unwrap();
        STANDARD.encode(signature)
    }

    /// What an element `saml:EncryptedAssertion` contains.
    pub fn decrypt(&self, encrypted: &Element) -> String {
        let data = encrypted.child("xenc:EncryptedData").unwrap();
        let method = data.child("xenc:EncryptionMethod").unwrap();
        let algorithm = method.attribute("Algorithm");
        let expected = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
        assert_eq!(algorithm, Some(expected));
        let cipher = |element: &Element| {
            let value = element.child("xenc:CipherData").unwrap();
            STANDARD
                .decode(&value.find("xenc:CipherValue").text)
                .unwrap()
        };
        let key = PrivateDecryptingKey::from_pkcs8(&self.pkcs8).unwrap();
        let key = OaepPrivateDecryptingKey::new(key).unwrap();
        let mut content_key = vec![0; key.min_output_size()];
        let sent = cipher(data.find("xenc:EncryptedKey"));
        let content_key = key
            .decrypt(&OAEP_SHA1_MGF1SHA1, &sent, &mut content_key, None)
            .unwrap();
        let content_key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, content_key).unwrap());
        let mut content = cipher(data);
        let mut sealed = content.split_off(12);
        let nonce = Nonce::try_assume_unique_for_key(&content).unwrap();
        let opened = content_key.open_in_place(nonce, Aad::empty(), &mut sealed);
        String::from_utf8(opened.unwrap().to_vec()).unwrap()
    }
}

/// The DER form of a certificate in PEM.
pub fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}

/// Whether the key of a certificate (PEM) has signed a text, with RSA and SHA-256.
pub fn has_signed(certificate: &str, text: &str, signature: &str) -> bool {
    let der = der(certificate);
    let (_, certificate) = x509_parser::parse_x509_certificate(&der).unwrap();
    let key = &certificate.public_key().subject_public_key.data;
    let signature = STANDARD.decode(signature).unwrap();
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &**key)
        .verify(text.as_bytes(), &signature)
        .is_ok()
}

/// Checks the signature of an element of a document, if it has one. The server writes what
/// canonicalization would make of it, so nothing is canonicalized here.
///
/// Returns whether the key of the certificate (PEM) has signed it; `None` if nobody has.
pub fn verified(xml: &str, element: &Element, certificate: &str) -> Option<bool> {
    let signature = element.child("ds:Signature")?;
    let info = signature.child("ds:SignedInfo").unwrap();
    let reference = info.child("ds:Reference").unwrap();
    let id = element.attribute("ID").unwrap();
    assert_eq!(reference.attribute("URI"), Some(&*format!("#{id}")));
    let before = &xml[element.place.start..signature.place.start];
    let after = &xml[signature.place.end..element.place.end];
    let hash = digest(&SHA256, [before, after].concat().as_bytes());
    let expected = &reference.child("ds:DigestValue").unwrap().text;
    assert_eq!(STANDARD.encode(hash), *expected, "the digest of {id}");
    // What is signed stands alone, and so declares the namespace itself.
    let declared = "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">";
    let signed = xml[info.place.clone()].replacen("<ds:SignedInfo>", declared, 1);
    let value = &signature.child("ds:SignatureValue").unwrap().text;
    Some(has_signed(certificate, &signed, value))
}
