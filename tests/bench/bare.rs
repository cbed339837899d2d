//! The baselines: an actix-web route that does nothing, Argon2 alone, and RSA alone.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{App, HttpResponse, HttpServer, web};
use argon2::Argon2;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};

use crate::load::Answer;

/// Headers that actix-web adds automatically.
const OF_ITS_OWN: [&str; 2] = ["content-length", "date"];

/// Starts a server that answers every `GET` with `answer`. Returns its origin. It runs until this
/// process ends.
pub fn route(answer: &Answer, workers: usize) -> String {
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let headers: Vec<(HeaderName, HeaderValue)> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| !OF_ITS_OWN.contains(name))
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    let same = Arc::new((headers, body.to_owned()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let app = move || {
        let same = Arc::clone(&same);
        let handler = move || {
            let same = Arc::clone(&same);
            async move {
                let mut response = HttpResponse::Ok();
                for header in &same.0 {
                    response.insert_header(header.clone());
                }
                response.body(same.1.clone())
            }
        };
        App::new().route("/{any:.*}", web::get().to(handler))
    };
    let server = HttpServer::new(app).workers(workers).disable_signals();
    tokio::spawn(server.listen(listener).unwrap().run());
    origin
}

/// The number of passwords per second that `threads` threads verify against `hash`.
pub fn verifications(hash: &str, password: &str, threads: usize, time: Duration) -> f64 {
    let verified = AtomicU32::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while begun.elapsed() < time {
                    let parsed = PasswordHash::new(hash).unwrap();
                    let right = Argon2::default().verify_password(password.as_bytes(), &parsed);
                    right.unwrap();
                    verified.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    f64::from(verified.into_inner()) / begun.elapsed().as_secs_f64()
}

/// The number of signatures per second that `threads` threads make with an RSA key of 2,048 bits, which is
/// parsed once.
pub fn signatures(threads: usize, time: Duration) -> f64 {
    /// About as long as the signed part of an ID token.
    const SIGNED: [u8; 600] = [b'a'; 600];
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let key = RsaKeyPair::from_pkcs8(&key.serialize_der()).unwrap();
    let signed = AtomicU32::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let random = SystemRandom::new();
                let mut signature = vec![0; key.public_modulus_len()];
                while begun.elapsed() < time {
                    let made = key.sign(&RSA_PKCS1_SHA256, &random, &SIGNED, &mut signature);
                    made.unwrap();
                    signed.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    f64::from(signed.into_inner()) / begun.elapsed().as_secs_f64()
}
