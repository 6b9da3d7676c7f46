#![no_main]
#[path = "../targets/state_vector.rs"]
mod state_vector;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| state_vector::target(bytes));
