# The daily commands; `cargo xtask --help` has them all.

# Build what is missing and start the server with demo data
run *args:
    cargo xtask run {{args}}

# Run every test there is, or some: just test --only unit,api
test *args:
    cargo xtask test {{args}}

# Build the two browser apps; --dev is quicker
apps *args:
    cargo xtask build-apps {{args}}

# Write openapi/openapi.json from the code
openapi:
    cargo xtask openapi

# Build the one release binary
release:
    cargo xtask release

# Measure the release, each figure beside what it is compared with
bench *args:
    cargo xtask bench {{args}}

# Format all code
fmt:
    cargo fmt --all
