//! Encrypted assertions, decrypted again.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::saml::SignedParts;

use super::fixtures::{OURS, THEIRS, attributes, success};
use crate::keys::EncryptionKey;

/// The values of the key and of the content.
fn values(response: &str) -> [Vec<u8>; 2] {
    let values: Vec<Vec<u8>> = response
        .split("<xenc:CipherValue>")
        .skip(1)
        .map(|rest| STANDARD.decode(rest.split('<').next().unwrap()).unwrap())
        .collect();
    values.try_into().unwrap()
}

fn decrypted(response: &str) -> String {
    let [key, content] = values(response);
    let private = PrivateDecryptingKey::from_pkcs8(&THEIRS.pkcs8).unwrap();
    let private = OaepPrivateDecryptingKey::new(private).unwrap();
    let mut plain = vec![0; private.min_output_size()];
    let key = private
        .decrypt(&OAEP_SHA1_MGF1SHA1, &key, &mut plain, None)
        .unwrap();
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap());
    let (nonce, sealed) = content.split_at(12);
    let nonce = Nonce::try_assume_unique_for_key(nonce).unwrap();
    let mut sealed = sealed.to_vec();
    let text = key.open_in_place(nonce, Aad::empty(), &mut sealed).unwrap();
    String::from_utf8(text.to_vec()).unwrap()
}

#[test]
fn nothing_of_an_encrypted_assertion_is_readable() {
    let attributes = attributes();
    let key = EncryptionKey::from_certificate(THEIRS.certificate()).unwrap();
    let mut success = success(&attributes);
    success.encrypt = Some(&key);
    for (sign, outside, inside) in [
        (SignedParts::Both, 1, 1),
        (SignedParts::Response, 1, 0),
        (SignedParts::Assertion, 0, 1),
    ] {
        success.sign = sign;
        let response = success.write(&OURS.key).unwrap();
        for secret in [
            "saml:Assertion",
            "ada@",
            "Lovelace",
            "admins",
            "SessionIndex",
        ] {
            assert!(!response.contains(secret), "{secret}");
        }
        assert_eq!(response.matches("<saml:EncryptedAssertion").count(), 1);
        assert_eq!(response.matches("<ds:Signature ").count(), outside);
        for algorithm in [
            "http://www.w3.org/2009/xmlenc11#aes256-gcm",
            "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        ] {
            assert_eq!(response.matches(algorithm).count(), 1, "{algorithm}");
        }
        let assertion = decrypted(&response);
        assert_eq!(assertion.matches("<ds:Signature ").count(), inside);
        if inside == 0 {
            assert_eq!(assertion, success.assertion());
        }
    }
}

#[test]
fn each_assertion_has_a_key_of_its_own() {
    let key = EncryptionKey::from_certificate(THEIRS.certificate()).unwrap();
    let mut success = success(&[]);
    success.encrypt = Some(&key);
    success.sign = SignedParts::Response;
    let [first, second] = [0, 1].map(|_| success.write(&OURS.key).unwrap());
    assert_eq!(decrypted(&first), decrypted(&second));
    let ([key, content], [other_key, other_content]) = (values(&first), values(&second));
    assert!(key != other_key && content[..12] != other_content[..12] && content != other_content);
}
