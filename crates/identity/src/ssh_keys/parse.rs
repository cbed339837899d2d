use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ParsedPublicKey,
};
use rules::ssh_key::{LARGEST_RSA, LONGEST_SSH_KEY, SMALLEST_RSA, SshKeyType, is_private_ssh_key};
use rules::text::line;
use ssh_key::public::{EcdsaPublicKey, KeyData, RsaPublicKey};
use ssh_key::{HashAlg, PublicKey};

use super::refusal::Refusal;
use crate::fields::NAME;

/// The types of key that are accepted, as they are written in front of a key.
const ACCEPTED: [&str; 7] = [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "ssh-rsa",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];
const DSA: &str = "ssh-dss";
const CERTIFICATE: &str = "-cert-v01@openssh.com";

/// A public key that is accepted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub key_type: SshKeyType,
    pub bits: u32,
    pub fingerprint: String,
    /// In OpenSSH format, without the comment.
    pub public_key: String,
    pub comment: Option<String>,
}

/// Parses a public key in the format of OpenSSH: its type, the key in Base64 and a comment, on one
/// line. What is stored is written from the parsed key, so nothing else of the text reaches a host.
pub(super) fn parse(text: &str) -> Result<Parsed, Refusal> {
    if is_private_ssh_key(text) {
        return Err(Refusal::PrivateKey);
    }
    if text.len() > LONGEST_SSH_KEY {
        return Err(Refusal::TooLong);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().ok_or(Refusal::Empty)?;
    if first.starts_with("----") {
        return Err(Refusal::OtherFormat);
    }
    if lines.next().is_some() {
        return Err(Refusal::Several);
    }
    let (name, rest) = split(first);
    check_type(name, first)?;
    let (data, comment) = split(rest);
    let key = PublicKey::from_openssh(&format!("{name} {data}"));
    let key = key.map_err(|_| Refusal::Malformed)?;
    let (key_type, bits) = measure(key.key_data())?;
    Ok(Parsed {
        key_type,
        bits,
        fingerprint: key.fingerprint(HashAlg::Sha256).to_string(),
        public_key: key.to_openssh().map_err(|_| Refusal::Malformed)?,
        comment: comment_of(comment),
    })
}

/// The first word of a line, and the rest.
fn split(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word, rest.trim_start())
}

fn check_type(name: &str, line: &str) -> Result<(), Refusal> {
    let is_type = |word: &str| ACCEPTED.contains(&word) || word == DSA;
    if ACCEPTED.contains(&name) {
        Ok(())
    } else if name == DSA {
        Err(Refusal::Dsa)
    } else if name.ends_with(CERTIFICATE) {
        Err(Refusal::Certificate)
    } else if line.split_whitespace().any(is_type) {
        Err(Refusal::Options)
    } else if split(line).1.starts_with("AAAA") {
        Err(Refusal::UnknownType)
    } else {
        Err(Refusal::Malformed)
    }
}

/// The type and the size of a key, if it is strong enough.
fn measure(key: &KeyData) -> Result<(SshKeyType, u32), Refusal> {
    match key {
        KeyData::Ed25519(_) => Ok((SshKeyType::Ed25519, 256)),
        KeyData::SkEd25519(_) => Ok((SshKeyType::SkEd25519, 256)),
        KeyData::Ecdsa(point) => Ok((SshKeyType::Ecdsa, curve_bits(point)?)),
        KeyData::SkEcdsaSha2NistP256(key) => {
            let bits = curve_bits(&EcdsaPublicKey::NistP256(*key.ec_point()))?;
            Ok((SshKeyType::SkEcdsa, bits))
        }
        KeyData::Rsa(key) => Ok((SshKeyType::Rsa, rsa_bits(key)?)),
        KeyData::Dsa(_) => Err(Refusal::Dsa),
        _ => Err(Refusal::UnknownType),
    }
}

/// The size of the curve, if the point is on it.
fn curve_bits(key: &EcdsaPublicKey) -> Result<u32, Refusal> {
    let point = key.as_sec1_bytes();
    let (bits, parsed) = match key {
        EcdsaPublicKey::NistP256(_) => (256, ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point)),
        EcdsaPublicKey::NistP384(_) => (384, ParsedPublicKey::new(&ECDSA_P384_SHA384_ASN1, point)),
        EcdsaPublicKey::NistP521(_) => (521, ParsedPublicKey::new(&ECDSA_P521_SHA512_ASN1, point)),
    };
    parsed.map(|_| bits).map_err(|_| Refusal::Malformed)
}

/// The size of the modulus. An even modulus or exponent, and the exponent 1, are of no RSA key.
fn rsa_bits(key: &RsaPublicKey) -> Result<u32, Refusal> {
    let number = |bytes: Option<&[u8]>| bytes.map(<[u8]>::to_vec).ok_or(Refusal::Malformed);
    let modulus = number(key.n.as_positive_bytes())?;
    let exponent = number(key.e.as_positive_bytes())?;
    let is_odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
    if !is_odd(&modulus) || !is_odd(&exponent) || exponent == [1] {
        return Err(Refusal::Malformed);
    }
    let unused = modulus.first().map_or(0, |first| first.leading_zeros());
    let bits = u32::try_from(modulus.len() * 8).unwrap_or(u32::MAX) - unused;
    match bits {
        ..SMALLEST_RSA => Err(Refusal::SmallRsa(bits)),
        SMALLEST_RSA..=LARGEST_RSA => Ok(bits),
        _ => Err(Refusal::LargeRsa),
    }
}

/// The comment, if people can read it. It is no reason to refuse a key.
fn comment_of(text: &str) -> Option<String> {
    let short: String = text.chars().take(NAME).collect();
    line(&short, NAME).ok()
}
