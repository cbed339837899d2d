//! One chromedriver for all tests of a process. It ends with the last browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

/// How long it may take to end a session, and chromedriver itself.
const TO_END: Duration = Duration::from_secs(10);

/// A running chromedriver.
pub struct Driver {
    process: Child,
    /// Its port on this machine.
    pub port: u16,
}

static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

impl Driver {
    /// The running driver, or a new one.
    pub fn shared() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(|broken| broken.into_inner());
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    /// chromedriver takes a free IPv4 port and then needs the same one for IPv6. It exits if
    /// another program has that port, so several starts can be necessary.
    fn start() -> Self {
        (0..5)
            .find_map(|_| Self::try_start())
            .expect("chromedriver tells its port")
    }

    fn try_start() -> Option<Self> {
        let program = std::env::var("LATCHKEY_TEST_CHROMEDRIVER");
        let program = program.unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        let Some(port) = port else {
            process.wait().unwrap();
            return None;
        };
        // Its later output must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { process, port })
    }

    /// Sends a request without a body, and waits for the response. Blocks, so `drop` can call it. If
    /// there is no response, chromedriver has exited or hangs, and nothing else can be done.
    pub fn send(&self, method: &str, path: &str) {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return;
        };
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        let _ = stream.set_read_timeout(Some(TO_END));
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.read(&mut [0; 512]);
    }
}

impl Drop for Driver {
    /// chromedriver responds to the end of a session before it has removed the profile of the browser.
    /// So it is not killed, unless it hangs.
    fn drop(&mut self) {
        self.send("GET", "/shutdown");
        let begun = Instant::now();
        while begun.elapsed() < TO_END {
            if let Ok(Some(_)) = self.process.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The path of Chromium: the headless shell, or the whole browser where there is no shell.
pub fn chromium() -> String {
    std::env::var("LATCHKEY_TEST_CHROMIUM").unwrap_or_else(|_| {
        // As `HEADLESS_SHELL` in xtask, which says why it is not the one in /usr/bin.
        let shell = "/usr/lib/chromium/chromium-headless-shell";
        if Path::new(shell).is_file() {
            shell.to_owned()
        } else {
            whole_chromium()
        }
    })
}

/// The path of the whole browser.
pub fn whole_chromium() -> String {
    let path = std::env::var("LATCHKEY_TEST_WHOLE_CHROMIUM");
    path.unwrap_or_else(|_| "/usr/bin/chromium".to_owned())
}
