use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, KeyPair as _, RsaKeyPair,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use proptest::prelude::*;
use rules::ssh_key::SshKeyType;

use super::parse::{Parsed, parse};
use super::refusal::Refusal;

const ED25519: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK9oEvaAzSNFufsIr9bk0NNZrbSzKQt2L4NHB6WEePoR";

/// A string of the wire format: its length, and the bytes.
fn field(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    [&length.to_be_bytes()[..], bytes].concat()
}

/// A line with a key that consists of these fields after its type.
fn written(name: &str, fields: &[&[u8]]) -> String {
    let mut blob = field(name.as_bytes());
    for bytes in fields {
        blob.extend(field(bytes));
    }
    format!("{name} {}", BASE64_STANDARD.encode(blob))
}

/// A number of the wire format: without leading zeros, but with one if the first bit is set.
fn number(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros..];
    let sign = bytes.first().is_some_and(|first| *first >= 0x80);
    [&[0][..usize::from(sign)], bytes].concat()
}

fn rsa_of(bits: usize) -> String {
    let mut modulus = vec![0xC5; bits / 8];
    if let Some(last) = modulus.last_mut() {
        *last = 0x01;
    }
    written("ssh-rsa", &[&[1, 0, 1], &number(&modulus)])
}

fn measured(text: &str) -> Result<(SshKeyType, u32), Refusal> {
    parse(text).map(|key| (key.key_type, key.bits))
}

#[test]
fn a_key_is_read_as_openssh_writes_it() {
    let expected = Parsed {
        key_type: SshKeyType::Ed25519,
        bits: 256,
        // As `ssh-keygen -l` shows it.
        fingerprint: "SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ".to_owned(),
        public_key: ED25519.to_owned(),
        comment: Some("ada@laptop".to_owned()),
    };
    let tabs = ED25519.replace(' ', "\t");
    for text in [
        format!("{ED25519} ada@laptop\n"),
        format!("\r\n  {ED25519}   ada@laptop \r\n"),
        format!("{tabs}\tada@laptop"),
    ] {
        assert_eq!(parse(&text).as_ref(), Ok(&expected), "{text}");
    }
    // A comment that cannot be shown is left out.
    for comment in ["", "\u{202E}evil"] {
        let key = parse(&format!("{ED25519} {comment}"));
        assert_eq!(key.map(|key| key.comment), Ok(None));
    }
    let long = parse(&format!("{ED25519} {}", "x".repeat(200)));
    assert_eq!(
        long.map(|key| key.comment.unwrap_or_default().len()),
        Ok(100)
    );
}

#[test]
fn keys_of_the_other_types_are_accepted() -> Result<(), Box<dyn std::error::Error>> {
    for (algorithm, curve, bits) in [
        (&ECDSA_P256_SHA256_ASN1_SIGNING, "nistp256", 256),
        (&ECDSA_P384_SHA384_ASN1_SIGNING, "nistp384", 384),
        (&ECDSA_P521_SHA512_ASN1_SIGNING, "nistp521", 521),
    ] {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new())?;
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref())?;
        let point: &[u8] = pair.public_key().as_ref();
        let name = format!("ecdsa-sha2-{curve}");
        let key = written(&name, &[curve.as_bytes(), point]);
        assert_eq!(measured(&key), Ok((SshKeyType::Ecdsa, bits)));
        // The point is not on the curve.
        let mut moved = point.to_vec();
        moved[40] ^= 1;
        let moved = written(&name, &[curve.as_bytes(), &moved]);
        assert_eq!(measured(&moved), Err(Refusal::Malformed));
        if bits == 256 {
            let name = "sk-ecdsa-sha2-nistp256@openssh.com";
            let key = written(name, &[curve.as_bytes(), point, b"ssh:"]);
            assert_eq!(measured(&key), Ok((SshKeyType::SkEcdsa, 256)));
        }
    }
    let key = written("sk-ssh-ed25519@openssh.com", &[&[9; 32], b"ssh:"]);
    assert_eq!(measured(&key), Ok((SshKeyType::SkEd25519, 256)));
    let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let modulus = pair
        .public_key()
        .modulus()
        .big_endian_without_leading_zero();
    let key = written("ssh-rsa", &[&[1, 0, 1], &number(modulus)]);
    assert_eq!(measured(&key), Ok((SshKeyType::Rsa, 2048)));
    assert_eq!(measured(&rsa_of(16_384)), Ok((SshKeyType::Rsa, 16_384)));
    Ok(())
}

#[test]
fn weak_and_foreign_keys_are_refused_with_the_reason() {
    let private = "PRIVATE KEY-----";
    let even = written("ssh-rsa", &[&[1, 0, 1], &number(&[0xC4; 256])]);
    let by_one = written("ssh-rsa", &[&[1], &number(&[0xC5; 256])]);
    let negative = written("ssh-rsa", &[&[1, 0, 1], &[0xC5; 256]]);
    let dsa = written("ssh-dss", &[&[5], &[3], &[2], &[4]]);
    let certificate = "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5";
    let koblitz = written("ecdsa-sha2-nistk283", &[b"nistk283", &[4; 73]]);
    let other_type = ED25519.replacen("ssh-ed25519", "ssh-rsa", 1);
    let other_curve = written("ecdsa-sha2-nistp256", &[b"nistp384", &[4; 97]]);
    for (text, refusal) in [
        (String::new(), Refusal::Empty),
        (" \n\t".to_owned(), Refusal::Empty),
        ("A".repeat(16_385), Refusal::TooLong),
        (
            format!("-----BEGIN OPENSSH {private}\nb3Blbn"),
            Refusal::PrivateKey,
        ),
        (
            format!("{ED25519} PuTTY-User-Key-File-3: x"),
            Refusal::PrivateKey,
        ),
        (
            "-----BEGIN PUBLIC KEY-----\nMIIB".to_owned(),
            Refusal::OtherFormat,
        ),
        (
            "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA".to_owned(),
            Refusal::OtherFormat,
        ),
        (format!("{ED25519}\n{ED25519}"), Refusal::Several),
        (format!("command=\"rm -rf /\" {ED25519}"), Refusal::Options),
        (format!("cert-authority {ED25519}"), Refusal::Options),
        (certificate.to_owned(), Refusal::Certificate),
        (dsa, Refusal::Dsa),
        (rsa_of(1024), Refusal::SmallRsa(1024)),
        (rsa_of(2040), Refusal::SmallRsa(2040)),
        (rsa_of(16_392), Refusal::LargeRsa),
        (even, Refusal::Malformed),
        (by_one, Refusal::Malformed),
        (negative, Refusal::Malformed),
        (koblitz, Refusal::UnknownType),
        (other_type, Refusal::Malformed),
        (other_curve, Refusal::Malformed),
        ("ssh-ed25519".to_owned(), Refusal::Malformed),
        ("hello".to_owned(), Refusal::Malformed),
        (ED25519[..70].to_owned(), Refusal::Malformed),
        (format!("{ED25519}AAAA"), Refusal::Malformed),
    ] {
        assert_eq!(measured(&text), Err(refusal), "{text}");
        // The reason repeats nothing of the text.
        assert!(!refusal.message().contains("AAAA"));
    }
}

proptest! {
    #[test]
    fn what_is_stored_is_one_key_whatever_was_sent(
        before in "[ -~\t]{0,20}",
        position in 0_usize..80,
        letter in "[A-Za-z0-9+/= \t\n]",
        after in ".{0,40}",
    ) {
        let mut key = ED25519.to_owned();
        key.replace_range(position..=position, &letter);
        for text in [key.clone(), format!("{before}{key}"), format!("{key} {after}"), after] {
            let Ok(parsed) = parse(&text) else {
                continue;
            };
            prop_assert_eq!(parsed.public_key.split(' ').count(), 2);
            prop_assert!(parsed.public_key.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '));
            let again = parse(&parsed.public_key);
            prop_assert_eq!(again.map(|key| key.fingerprint), Ok(parsed.fingerprint));
        }
    }
}
