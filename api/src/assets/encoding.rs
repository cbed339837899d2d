//! Negotiates the encoding of a file (RFC 9110, section 12.5.3).

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_ENCODING;

/// An encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// In order of preference.
    const PREFERRED: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The suffix of the file's name.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// The value of `Content-Encoding`.
    pub(super) const fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The encodings that the client accepts, in order of preference. Always includes the plain one.
pub(super) fn accepted(request: &HttpRequest) -> Vec<Encoding> {
    let header = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let takes = |token: &str| {
        let weight = |name: &str| {
            header.split(',').find_map(|part| {
                let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
                let quality = parameters.trim().strip_prefix("q=");
                coding.trim().eq_ignore_ascii_case(name).then(|| {
                    // A coding without a quality, or with a malformed one, is still accepted.
                    quality
                        .and_then(|q| q.trim().parse::<f32>().ok())
                        .unwrap_or(1.0)
                })
            })
        };
        weight(token)
            .or_else(|| weight("*"))
            .is_some_and(|quality| quality > 0.0)
    };
    Encoding::PREFERRED
        .into_iter()
        .filter(|encoding| encoding.token().is_some_and(takes))
        .chain([Encoding::Identity])
        .collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_best_that_the_client_takes_comes_first() {
        let best = |header: &str| {
            let request = TestRequest::default().insert_header((ACCEPT_ENCODING, header));
            accepted(&request.to_http_request())[0]
        };
        assert_eq!(best("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(best("gzip;q=1.0, br;q=0"), Encoding::Gzip);
        assert_eq!(best("*"), Encoding::Brotli);
        assert_eq!(best("*;q=0"), Encoding::Identity);
        assert_eq!(best(""), Encoding::Identity);
        assert_eq!(best("brotli, x-gzip"), Encoding::Identity);
    }
}
