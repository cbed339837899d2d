//! Keys and certificates.

use std::time::Duration;

use rcgen::{CertificateParams, CustomExtension, KeyPair, PKCS_ECDSA_P256_SHA256};
use rules::time::Timestamp;

use super::fixtures::{OURS, THEIRS, now};
use crate::keys::{
    Certificate, CertificateProblem, CryptoError, EncryptionKey, SigningKey, VerificationKey,
};

#[test]
fn a_certificate_of_ours_is_valid_for_ten_years() {
    let certificate = OURS.certificate();
    assert_eq!(certificate.not_before(), now());
    assert_eq!(
        certificate.not_after().to_string(),
        "2036-11-24T06:49:12.000Z"
    );
    let leap_day = Timestamp::parse("2028-02-29T12:00:00Z").unwrap();
    let name = "é".repeat(100) + "\r\n";
    let certificate = Certificate::self_signed(&OURS.pkcs8, &name, leap_day, 10).unwrap();
    assert_eq!(
        certificate.not_after().to_string(),
        "2038-02-28T12:00:00.000Z"
    );
    for years in [i64::MAX, 8_000] {
        let certificate = Certificate::self_signed(&OURS.pkcs8, "a", now(), years);
        assert_eq!(certificate, Err(CryptoError));
    }
    assert!(Certificate::self_signed(b"no key", "a", now(), 10).is_err());
}

#[test]
fn a_certificate_is_written_and_read() {
    let certificate = OURS.certificate();
    let pem = certificate.pem();
    assert!(pem.lines().all(|line| line.len() <= 64));
    for spelling in [
        pem.clone(),
        pem.replace('\n', "\r\n"),
        format!("Bag Attributes\n{pem}\n\n"),
        pem.replace("\n", " \n "),
    ] {
        assert_eq!(Certificate::from_pem(&spelling).as_ref(), Ok(certificate));
    }
    assert_eq!(
        Certificate::from_der(certificate.der()).as_ref(),
        Ok(certificate)
    );
    let fingerprint = certificate.sha256();
    assert_eq!(fingerprint.len(), 95);
    assert!(fingerprint.split(':').all(|byte| byte.len() == 2));
    assert_eq!(fingerprint, fingerprint.to_uppercase());
}

#[test]
fn what_is_no_certificate_is_explained() {
    let pem = OURS.certificate().pem();
    let mut trailing = OURS.certificate().der().to_vec();
    trailing.push(0);
    assert_eq!(
        Certificate::from_der(&trailing),
        Err(CertificateProblem::Unreadable)
    );
    for (text, expected) in [
        (String::new(), CertificateProblem::NotPem),
        ("MIIC".to_owned(), CertificateProblem::NotPem),
        (pem.replace("END", "FIN"), CertificateProblem::NotPem),
        (format!("{pem}{pem}"), CertificateProblem::Several),
        (
            format!("-----BEGIN PRIVATE KEY-----\n{pem}"),
            CertificateProblem::PrivateKey,
        ),
        (pem.replace("MII", "AAA"), CertificateProblem::Unreadable),
        (pem.replace("MII", "!"), CertificateProblem::Unreadable),
        (
            pem.replace("MII", &"A".repeat(40_000)),
            CertificateProblem::Unreadable,
        ),
    ] {
        assert_eq!(Certificate::from_pem(&text), Err(expected), "{text:.40}");
    }
}

#[test]
fn long_certificates_are_not_read() {
    let pem = OURS.certificate().pem();
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let longest = format!("{:<32768}", lines.collect::<String>());
    assert!(Certificate::from_base64(&longest).is_ok());
    assert_eq!(
        Certificate::from_base64(&format!("{longest} ")),
        Err(CertificateProblem::Unreadable)
    );
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    for (padding, right) in [(15_000, true), (16_385, false)] {
        let mut parameters = CertificateParams::default();
        let extension = CustomExtension::from_oid_content(&[1, 2, 3], vec![0; padding]);
        parameters.custom_extensions = vec![extension];
        let certificate = parameters.self_signed(&key).unwrap();
        let read = Certificate::from_der(certificate.der());
        assert_eq!(read.is_ok(), right, "{padding}");
    }
}

#[test]
fn only_rsa_keys_of_a_good_size_are_used() {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate = CertificateParams::default().self_signed(&key).unwrap();
    let elliptic = Certificate::from_der(certificate.der()).unwrap();
    let small = Certificate::from_pem(SMALL).unwrap();
    for (certificate, problem) in [
        (elliptic, CertificateProblem::NotRsa),
        (small, CertificateProblem::Size { bits: 1024 }),
    ] {
        assert_eq!(
            VerificationKey::from_certificate(&certificate),
            Err(problem)
        );
        let encryption = EncryptionKey::from_certificate(&certificate);
        assert_eq!(encryption.err(), Some(problem));
    }
    assert!(EncryptionKey::from_certificate(THEIRS.certificate()).is_ok());
}

#[test]
fn a_key_signs_with_its_own_certificate_only() {
    let other = THEIRS.certificate().clone();
    assert!(SigningKey::from_pkcs8(&OURS.pkcs8, other).is_err());
    assert!(SigningKey::from_pkcs8(b"no key", OURS.certificate().clone()).is_err());
    // A key can get a new certificate.
    let later = now().plus(Duration::from_secs(1));
    let renewed = Certificate::self_signed(&OURS.pkcs8, "ours", later, 10).unwrap();
    assert!(SigningKey::from_pkcs8(&OURS.pkcs8, renewed).is_ok());
    let shown = format!("{:?}", OURS.key);
    assert_eq!(
        shown,
        format!("SigningKey({})", OURS.certificate().sha256())
    );
}

/// A certificate with an RSA key of 1024 bits, signed with SHA-1.
pub(super) const SMALL: &str = "\
-----BEGIN CERTIFICATE-----
MIIB/jCCAWegAwIBAgIUAuOMd2XocwAnmCm6AZWKWWbztR4wDQYJKoZIhvcNAQEF
BQAwEDEOMAwGA1UEAwwFc21hbGwwIBcNMjYxMTI5MDQ0OTM4WhgPMjEyNjExMDUw
NDQ5MzhaMBAxDjAMBgNVBAMMBXNtYWxsMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB
iQKBgQCWzFLbI0I7AbawU/0zyUNXHp4/u0hcLpZEpjeNg9x12ECykgRFhE0zymZn
Z8U6As9pQZ0zGeZs2eKF2YkUQeieJwDydMVTi0i8SB1sdIkO6eBaNrJ23Dyg9SiM
imlbe+bFrGqBch3aewBbUOMkvbF/6NJnV3T/uLRbEL4PMDhkWwIDAQABo1MwUTAd
BgNVHQ4EFgQUmJhqZnAMq7YAh63oYYPESlhF7FwwHwYDVR0jBBgwFoAUmJhqZnAM
q7YAh63oYYPESlhF7FwwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQUFAAOB
gQB+pLb7/MoFdqvsKZevAOUxhU2U8vCPq7L9MF4Af6Ezif2SGLnD/WNuxq5pEbaK
M4JfkxDNWdV4c6tcQHwBTRGHQ8znbSWqyTyl5r04YQQaVGgEm1UWBUj5ivFWV2XL
QZyHadrLXzJG6Xb7LE1iLjxw9BrZTv2RBV/26qKQmeOemA==
-----END CERTIFICATE-----
";
