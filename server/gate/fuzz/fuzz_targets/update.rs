#![no_main]
#[path = "../targets/update.rs"]
mod update;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| update::target(bytes));
