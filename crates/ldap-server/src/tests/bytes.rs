//! Requests, written byte by byte.

/// An element of BER.
pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length @ ..0x80) => bytes.push(length),
        _ => {
            bytes.push(0x82);
            bytes.extend(u16::try_from(content.len()).unwrap().to_be_bytes());
        }
    }
    bytes.extend(content);
    bytes
}

pub(super) fn text(text: &str) -> Vec<u8> {
    element(4, text.as_bytes())
}

pub(super) fn number(tag: u8, number: u16) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    element(tag, &[&[0], &bytes[..]].concat())
}

/// A message with controls, possibly none.
pub(super) fn message(id: u16, operation: &[u8], controls: &[Vec<u8>]) -> Vec<u8> {
    let controls = match controls {
        [] => Vec::new(),
        some => element(0xa0, &some.concat()),
    };
    element(0x30, &[&number(2, id), operation, &controls].concat())
}

pub(super) fn control(name: &str, is_critical: bool, value: Option<&[u8]>) -> Vec<u8> {
    let critical = if is_critical { &[1, 1, 0xff][..] } else { &[] };
    let value = value.map(|value| element(4, value)).unwrap_or_default();
    element(0x30, &[&text(name), critical, &value].concat())
}

pub(super) fn ask_for_policy() -> Vec<u8> {
    control("1.3.6.1.4.1.42.2.27.8.5.1", false, None)
}

pub(super) fn page(size: u16, cookie: &[u8]) -> Vec<u8> {
    let value = element(0x30, &[number(2, size), element(4, cookie)].concat());
    control("1.2.840.113556.1.4.319", true, Some(&value))
}

pub(super) fn bind_operation(name: &str, password: &[u8]) -> Vec<u8> {
    let version = [2, 1, 3];
    let content = [&version[..], &text(name), &element(0x80, password)].concat();
    element(0x60, &content)
}

pub(super) fn bind(id: u16, name: &str, password: &str) -> Vec<u8> {
    message(id, &bind_operation(name, password.as_bytes()), &[])
}

/// What a search asks for.
pub(super) struct Search<'a> {
    pub base: &'a str,
    /// 0 for the base, 2 for what is below too.
    pub scope: u8,
    pub size: u16,
    pub seconds: u16,
    pub attributes: &'a [&'a str],
}

impl Search<'_> {
    /// Everything in the directory.
    pub const ALL: Self = Self {
        base: "dc=acme",
        scope: 2,
        size: 0,
        seconds: 0,
        attributes: &["uid"],
    };

    /// The entry with this name.
    pub const fn entry(base: &str) -> Search<'_> {
        Search {
            base,
            scope: 0,
            attributes: &["*", "+"],
            ..Search::ALL
        }
    }

    pub fn with(&self, id: u16, controls: &[Vec<u8>]) -> Vec<u8> {
        let names: Vec<_> = self.attributes.iter().map(|name| text(name)).collect();
        let content = [
            text(self.base),
            vec![10, 1, self.scope],
            vec![10, 1, 0],
            number(2, self.size),
            number(2, self.seconds),
            vec![1, 1, 0],
            element(0x87, b"objectClass"),
            element(0x30, &names.concat()),
        ];
        message(id, &element(0x63, &content.concat()), controls)
    }

    pub fn bytes(&self, id: u16) -> Vec<u8> {
        self.with(id, &[])
    }
}

pub(super) fn unbind(id: u16) -> Vec<u8> {
    message(id, &[0x42, 0], &[])
}

pub(super) fn abandon(id: u16, abandoned: u16) -> Vec<u8> {
    message(id, &number(0x50, abandoned), &[])
}

pub(super) fn extended(id: u16, name: &str, value: Option<&[u8]>) -> Vec<u8> {
    let value = value.map(|value| element(0x81, value)).unwrap_or_default();
    let content = [element(0x80, name.as_bytes()), value].concat();
    message(id, &element(0x77, &content), &[])
}

pub(super) fn start_tls(id: u16) -> Vec<u8> {
    extended(id, "1.3.6.1.4.1.1466.20037", None)
}

pub(super) fn who_am_i(id: u16) -> Vec<u8> {
    extended(id, "1.3.6.1.4.1.4203.1.11.3", None)
}
