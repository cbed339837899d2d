//! A limit of memory.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The memory that may be used whatever the length of the input.
const BASE: usize = 256 * 1024;

/// Runs a function, which may use `per_byte` times as much memory as its input has bytes.
pub fn bounded<T>(input: usize, per_byte: usize, run: impl FnOnce() -> T) -> T {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = run();
    let used = MEMORY.peak_usage().saturating_sub(before);
    let limit = BASE + per_byte * input;
    assert!(used <= limit, "{used} bytes for {input} bytes of input");
    result
}
