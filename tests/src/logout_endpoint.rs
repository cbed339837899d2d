//! The endpoint of an application that is told when sessions end.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// An endpoint that answers each request with the next of these statuses, and then with the last one.
/// Returns its address, and the bodies.
pub fn logout_endpoint(statuses: &'static [&'static str]) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/logout", listener.local_addr().unwrap());
    let (sender, bodies) = channel();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut text = String::new();
            let mut part = [0; 4096];
            let body = loop {
                let length = stream.read(&mut part).unwrap();
                text.push_str(std::str::from_utf8(&part[..length]).unwrap());
                if let Some((head, body)) = text.split_once("\r\n\r\n")
                    && length_of(head) == Some(body.len())
                {
                    break body.to_owned();
                }
                assert!(length > 0, "{text}");
            };
            let status = statuses[number.min(statuses.len() - 1)];
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
            if sender.send(body).is_err() {
                return;
            }
        }
    });
    (address, bodies)
}

fn length_of(head: &str) -> Option<usize> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let (_, length) = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    length.parse().ok()
}
