//! One chromedriver for all tests of a process. It ends with the last browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};

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
        let program = named("LATCHKEY_TEST_CHROMEDRIVER", "chromedriver");
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
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The path that `cargo xtask test` sets, otherwise the program on the PATH.
pub fn named(variable: &str, program: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| program.to_owned())
}
