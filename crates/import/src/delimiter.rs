//! Determines what separates the cells of a file.

/// The delimiters that spreadsheets write.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The delimiter that is most frequent in the header, outside of quotation marks. `None` if the
/// header is not complete yet.
pub(crate) fn guess(start: &[u8], last: bool) -> Option<u8> {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    // Empty lines at the beginning are skipped.
    let begins = start.iter().position(|byte| !b"\r\n".contains(byte));
    let mut is_complete = last;
    for byte in start.iter().skip(begins.unwrap_or(start.len())) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => {
                is_complete = true;
                break;
            }
            _ if !is_quoted => {
                for (delimiter, count) in DELIMITERS.iter().zip(&mut counts) {
                    *count += usize::from(delimiter == byte);
                }
            }
            _ => {}
        }
    }
    if !is_complete {
        return None;
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let mut both = DELIMITERS.into_iter().zip(counts);
    // With a single column, nothing is separated.
    both.find(|(_, count)| *count == most)
        .map(|(delimiter, _)| delimiter)
}
