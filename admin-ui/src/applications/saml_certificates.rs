//! Certificates as text, of which a field can have several.

const END: &str = "-----END CERTIFICATE-----";

/// The certificates in a text. One that is in `known` keeps its spelling, so an untouched field has no
/// differences.
pub fn certificates(text: &str, known: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(END).map_or(rest.len(), |at| at + END.len());
        let (one, others) = rest.split_at(end);
        found.push(as_known(one, known));
        rest = others.trim_start();
    }
    found
}

/// The certificates, one below the other.
pub fn text(certificates: &[String]) -> String {
    let all: Vec<_> = certificates.iter().map(|one| one.trim()).collect();
    all.join("\n")
}

fn as_known(one: &str, known: &[String]) -> String {
    let mut known = known.iter();
    let same = known.find(|other| other.trim().lines().eq(one.lines()));
    same.map_or_else(|| one.to_owned(), String::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pem(body: &str) -> String {
        format!("-----BEGIN CERTIFICATE-----\n{body}\n{END}\n")
    }

    #[test]
    fn certificates_follow_each_other() {
        let known = [pem("AAAA"), pem("BBBB").replace('\n', "\r\n")];
        assert_eq!(certificates(&text(&known), &known), known);
        let typed = format!("{}{}\n\n", pem("BBBB"), pem("CCCC"));
        let found = certificates(&typed, &known);
        assert_eq!(found, [known[1].clone(), pem("CCCC").trim().to_owned()]);
    }

    #[test]
    fn anything_else_is_one_certificate() {
        assert!(certificates(" \n", &[]).is_empty());
        assert_eq!(certificates(" MIIC\nMIID ", &[]), ["MIIC\nMIID"]);
    }
}
