#![no_main]
#[path = "../targets/awareness.rs"]
mod awareness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| awareness::target(bytes));
