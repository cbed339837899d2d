use std::fmt::Write;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rsa::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose};
use rules::time::Timestamp;

use super::CryptoError;
use crate::xml;

/// The maximum length of a certificate in DER.
const MAX_BYTES: usize = 16 * 1024;

/// The maximum length of a common name in characters (RFC 5280).
const MAX_NAME: usize = 64;

/// The sizes of RSA keys that are accepted, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// A certificate of X.509.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    /// The key and its algorithm (SubjectPublicKeyInfo).
    key: Vec<u8>,
    /// The key alone, without its algorithm.
    bare_key: Vec<u8>,
}

/// Why a certificate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// It is not PEM.
    #[error("This is not a certificate in PEM. It starts with -----BEGIN CERTIFICATE-----")]
    NotPem,
    /// It is a private key.
    #[error("This is a private key. Enter the certificate, and keep the private key secret")]
    PrivateKey,
    /// There is more than one.
    #[error("There is more than one certificate. Enter each one separately")]
    Several,
    /// It is not a certificate.
    #[error("The certificate cannot be read")]
    Unreadable,
    /// It has a key of another kind.
    #[error("The key of the certificate is not an RSA key. Only RSA is supported")]
    NotRsa,
    /// Its key is too small or too large.
    #[error("The RSA key of the certificate has {bits} bits. It must have 2048 to 8192")]
    Size {
        /// The size of the key.
        bits: usize,
    },
}

impl Certificate {
    /// Makes a certificate for a key of ours. It is signed with the key itself.
    ///
    /// # Errors
    /// If the key cannot be read, or the years are beyond the calendar.
    pub fn self_signed(
        pkcs8: &[u8],
        common_name: &str,
        not_before: Timestamp,
        years: i64,
    ) -> Result<Self, CryptoError> {
        let key = KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8.into(), &rcgen::PKCS_RSA_SHA256)
            .map_err(|_| CryptoError)?;
        let start = not_before.to_utc();
        let end = i32::try_from(years)
            .ok()
            .and_then(|years| start.year().checked_add(years))
            // February 29 does not exist in every year.
            .and_then(|year| {
                start
                    .replace_year(year)
                    .or_else(|_| start.replace_day(28)?.replace_year(year))
                    .ok()
            });
        let name: String = xml::printable(common_name).chars().take(MAX_NAME).collect();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.not_before = start;
        params.not_after = end.ok_or(CryptoError)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let certificate = params.self_signed(&key).map_err(|_| CryptoError)?;
        Self::from_der(certificate.der()).map_err(|_| CryptoError)
    }

    /// Reads a certificate in PEM, as an administrator enters it.
    ///
    /// # Errors
    /// If it is not exactly one certificate.
    pub fn from_pem(pem: &str) -> Result<Self, CertificateProblem> {
        if pem.contains("PRIVATE KEY-----") {
            return Err(CertificateProblem::PrivateKey);
        }
        let (before, rest) = pem
            .split_once("-----BEGIN CERTIFICATE-----")
            .ok_or(CertificateProblem::NotPem)?;
        let (body, after) = rest
            .split_once("-----END CERTIFICATE-----")
            .ok_or(CertificateProblem::NotPem)?;
        if after.contains("-----BEGIN") || before.contains("-----BEGIN") {
            return Err(CertificateProblem::Several);
        }
        Self::from_base64(body)
    }

    /// Reads a certificate in base64, as it is in XML.
    ///
    /// # Errors
    /// If it is not a certificate.
    pub fn from_base64(text: &str) -> Result<Self, CertificateProblem> {
        if text.len() > 2 * MAX_BYTES {
            return Err(CertificateProblem::Unreadable);
        }
        let text: String = text.split_ascii_whitespace().collect();
        let der = STANDARD
            .decode(text)
            .map_err(|_| CertificateProblem::Unreadable)?;
        Self::from_der(&der)
    }

    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// If it is not a certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateProblem> {
        if der.len() > MAX_BYTES {
            return Err(CertificateProblem::Unreadable);
        }
        let (rest, certificate) =
            x509_parser::parse_x509_certificate(der).map_err(|_| CertificateProblem::Unreadable)?;
        if !rest.is_empty() {
            return Err(CertificateProblem::Unreadable);
        }
        let moment = |seconds: i64| Timestamp::from_unix_millis(seconds.saturating_mul(1000));
        let validity = certificate.validity();
        let key = certificate.public_key();
        Ok(Self {
            not_before: moment(validity.not_before.timestamp()),
            not_after: moment(validity.not_after.timestamp()),
            key: key.raw.to_vec(),
            bare_key: key.subject_public_key.data.to_vec(),
            der: der.to_vec(),
        })
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate in PEM.
    pub fn pem(&self) -> String {
        let body = self.base64();
        let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
        let mut rest = body.as_str();
        while let Some((line, after)) = rest.split_at_checked(64) {
            pem.push_str(line);
            pem.push('\n');
            rest = after;
        }
        if !rest.is_empty() {
            pem.push_str(rest);
            pem.push('\n');
        }
        pem.push_str("-----END CERTIFICATE-----\n");
        pem
    }

    /// The certificate in base64 on one line, as it is in XML.
    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.der)
    }

    /// The fingerprint: SHA-256 in upper-case hexadecimal with colons.
    pub fn sha256(&self) -> String {
        let hash = digest(&SHA256, &self.der);
        let mut text = String::with_capacity(95);
        for (index, byte) in hash.as_ref().iter().enumerate() {
            let separator = if index == 0 { "" } else { ":" };
            // Writing to a string cannot fail.
            let _ = write!(text, "{separator}{byte:02X}");
        }
        text
    }

    /// When the certificate starts to be valid.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// When the certificate expires.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// The key in DER, as X.509 has it.
    pub(crate) fn key(&self) -> &[u8] {
        &self.key
    }

    /// Whether the certificate is for this RSA key (RSAPublicKey in DER).
    pub(crate) fn is_for(&self, key: &[u8]) -> bool {
        self.bare_key == key
    }

    /// Checks that the key is an RSA key of a size that is neither too weak nor too slow.
    ///
    /// # Errors
    /// If it is not.
    pub fn check_key(&self) -> Result<(), CertificateProblem> {
        let key = PublicKey::from_der(&self.key).map_err(|_| CertificateProblem::NotRsa)?;
        let modulus = key.modulus();
        let modulus = modulus.big_endian_without_leading_zero();
        let zeros = modulus.first().map_or(0, |byte| byte.leading_zeros());
        let bits = modulus.len() * 8 - usize::try_from(zeros).unwrap_or(0);
        if RSA_BITS.contains(&bits) {
            Ok(())
        } else {
            Err(CertificateProblem::Size { bits })
        }
    }
}
