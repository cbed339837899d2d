#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| checks::saml_requests::check(input));
