# The daily commands; `cargo xtask --help` lists every task.

# List these commands
default:
    @just --list

# Build what is missing and start the server with demo data
run *args:
    cargo xtask run {{args}}

# Run every check, or some: just test --only unit,api
test *args:
    cargo xtask test {{args}}

# Run the tests whose names contain a word, on SQLite: just one lockout. A word that matches no test passes too. Further arguments go to the tests: just one lockout --nocapture
one name *args:
    cargo test --workspace --tests {{name}} -- {{args}}

# Run the linter as CI does, and check the formatting
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --quiet -- -D warnings

# Check the workspace whenever a file is saved (needs `cargo install bacon`)
watch *args:
    bacon {{args}}

# Review changed snapshots one by one (needs `cargo install cargo-insta`)
snapshots:
    cargo insta test --review --package latchkey-mail

# Build the two browser apps; --dev is quicker
apps *args:
    cargo xtask build-apps {{args}}

# Write openapi/openapi.json from the code
openapi:
    cargo xtask openapi

# Build the release: one binary, and the notices of third parties
release:
    cargo xtask release

# Measure the release and compare each figure with its baseline
bench *args:
    cargo xtask bench {{args}}

# Change the rules in small ways, and list the changes that no test notices (needs `cargo install cargo-mutants cargo-nextest`)
mutants-rules *args:
    cargo mutants --package latchkey-rules {{args}}

# Tests of the API that take long and notice nothing that the others do not
slow := "test(/^(answer_times|slow_clients|fair_shares|database_away|password_aging)::/)"

# The same for a feature of identity, with its own tests and those of the API on SQLite: just mutants sign_in
mutants feature *args:
    cargo mutants --package latchkey-identity --file 'crates/identity/src/{{feature}}/**' \
        --error 'crate::Error::NotFound' \
        --test-package latchkey-identity --test-package latchkey-tests \
        --cargo-arg=--lib --cargo-arg=--test=api {{args}} \
        -- -E 'package(latchkey-identity) + (binary(api) - {{slow}})'

# The features of identity that decide who gets in
deciding := "{sign_in,links,factors,sessions,accounts}"

# A part of the changes to all features that decide who gets in, because all of them take days: just mutants-part 0/20
mutants-part shard *args: (mutants deciding "--shard" shard args)

# Feed random requests, metadata, attributes, files or email wording to a target of tests/fuzz until one fails (needs `cargo install cargo-fuzz`): just fuzz authorize
fuzz target *args:
    mkdir -p tests/fuzz/corpus/{{target}}
    cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none {{target}} \
        tests/fuzz/corpus/{{target}} tests/fuzz/seeds/{{target}} \
        -- -dict=tests/fuzz/words.dict -rss_limit_mb=512 -timeout=5 {{args}}

# Format all code
fmt:
    cargo fmt --all
