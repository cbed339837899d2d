use rules::openid::ClientKind;

/// Whether `requested` is one of the `registered` addresses of a client of this kind.
pub fn matches_any(registered: &[String], kind: ClientKind, requested: &str) -> bool {
    let mut registered = registered.iter();
    registered.any(|address| matches(address, kind, requested))
}

/// Whether `requested` is the `registered` address. For a native app, the port of `127.0.0.1` and
/// `[::1]` may differ, because the app gets one when it starts. This does not apply to `localhost`,
/// which can be resolved to another host.
pub fn matches(registered: &str, kind: ClientKind, requested: &str) -> bool {
    if registered == requested {
        return true;
    }
    if kind != ClientKind::Native {
        return false;
    }
    ["http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .any(|loopback| {
            let after_port = |address: &str| {
                let rest = address.strip_prefix(loopback)?;
                without_port(rest).map(str::to_owned)
            };
            let after = after_port(registered);
            after.is_some() && after == after_port(requested)
        })
}

/// What follows the port, which is optional. `None` if the host continues or the port is invalid.
fn without_port(rest: &str) -> Option<&str> {
    let Some(after_colon) = rest.strip_prefix(':') else {
        return ends_host(rest).then_some(rest);
    };
    let digits = after_colon.bytes().take_while(u8::is_ascii_digit).count();
    let (port, rest) = after_colon.split_at(digits);
    let is_port = !port.starts_with('0') && port.parse::<u16>().is_ok();
    (is_port && ends_host(rest)).then_some(rest)
}

fn ends_host(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['/', '?'])
}
