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

# Run the tests whose names contain a word, on SQLite: just one lockout
one name *args:
    cargo nextest run --workspace --no-tests=fail -E 'test({{name}})' {{args}}

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

# Format all code
fmt:
    cargo fmt --all
