//! A software security key, for responses that a browser would refuse to send: WebAuthn Level 3,
//! ES256, attestation `none`. A test can set every part of a response.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::{SystemRandom, fill};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::factors::{PasskeyAnswer, PasskeyChallenge};
use serde_json::{Value, json};

/// A passkey with its private key, and the values for its responses.
pub struct SoftPasskey {
    pair: EcdsaKeyPair,
    /// Its identifier.
    pub id: Vec<u8>,
    /// The user handle: the account's identifier.
    pub user_handle: Vec<u8>,
    /// The origin that it reports.
    pub origin: String,
    /// The relying party id that it signs.
    pub rp_id: String,
    /// Whether it reports user verification.
    pub user_verified: bool,
    /// Whether it reports user presence.
    pub user_present: bool,
    /// Whether it reports that it is synced between devices.
    pub synced: bool,
    /// The signature counter. Each response increments it, unless it is 0: then it stays 0.
    pub counter: u32,
    /// The ceremony type that it reports for an assertion: `webauthn.get`.
    pub ceremony: &'static str,
}

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
/// It can be backed up, and it is.
const BACKED_UP: u8 = (1 << 3) | (1 << 4);
const ATTESTED: u8 = 1 << 6;

impl SoftPasskey {
    /// A passkey for a page at `origin` with correct responses.
    pub fn new(origin: &str) -> Self {
        let mut id = vec![0; 32];
        fill(&mut id).unwrap();
        Self {
            pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            id,
            user_handle: Vec::new(),
            origin: origin.to_owned(),
            rp_id: "localhost".to_owned(),
            user_verified: true,
            user_present: true,
            synced: false,
            counter: 0,
            ceremony: "webauthn.get",
        }
    }

    /// The response of `navigator.credentials.create`.
    pub fn create(&mut self, challenge: &PasskeyChallenge) -> Value {
        let options = &challenge.options;
        self.user_handle = decode(&options["user"]["id"]);
        let client_data = self.client_data(options, "webauthn.create");
        let data = self.authenticator_data(ATTESTED, &self.attested());
        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(data);
        json!({
            "id": encode(&self.id),
            "rawId": encode(&self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encode(&client_data),
                "attestationObject": encode(&object),
                "transports": ["internal"],
            },
        })
    }

    /// The response of `navigator.credentials.get`.
    pub fn get(&mut self, challenge: &PasskeyChallenge) -> PasskeyAnswer {
        if self.counter > 0 {
            self.counter += 1;
        }
        let client_data = self.client_data(&challenge.options, self.ceremony);
        let data = self.authenticator_data(0, &[]);
        let signed = [&data, digest(&SHA256, &client_data).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        PasskeyAnswer {
            ceremony_id: challenge.ceremony_id,
            credential: json!({
                "id": encode(&self.id),
                "rawId": encode(&self.id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {
                    "clientDataJSON": encode(&client_data),
                    "authenticatorData": encode(&data),
                    "signature": encode(signature.as_ref()),
                    "userHandle": encode(&self.user_handle),
                },
            }),
        }
    }

    fn client_data(&self, options: &Value, ceremony: &str) -> Vec<u8> {
        let data = json!({
            "type": ceremony,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn authenticator_data(&self, more: u8, attested: &[u8]) -> Vec<u8> {
        let mut flags = more;
        if self.user_present {
            flags |= USER_PRESENT;
        }
        if self.user_verified {
            flags |= USER_VERIFIED;
        }
        if self.synced {
            flags |= BACKED_UP;
        }
        let hash = digest(&SHA256, self.rp_id.as_bytes());
        let counter = self.counter.to_be_bytes();
        [hash.as_ref(), &[flags], &counter, attested].concat()
    }

    /// An all-zero AAGUID, the credential id, and the public key as COSE: EC2, ES256, P-256, x, y.
    fn attested(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let (x, y) = point[1..].split_at(32);
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        [
            &[0; 16],
            &length[..],
            &self.id,
            b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20",
            x,
            b"\x22\x58\x20",
            y,
        ]
        .concat()
    }
}

/// Encodes base64url without padding, as in WebAuthn's JSON.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes base64url without padding.
pub fn decode(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
