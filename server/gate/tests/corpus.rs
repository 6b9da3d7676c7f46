//! The bodies of the fuzz targets, compiled with everything else, on what was ever found worth keeping (fuzz/README.md).

#[path = "../fuzz/targets/awareness.rs"]
mod awareness;
#[path = "../fuzz/targets/judge.rs"]
mod judge;
#[path = "../fuzz/targets/state_vector.rs"]
mod state_vector;
#[path = "../fuzz/targets/update.rs"]
mod update;

type Target = fn(&[u8]);

/// Runs a target on its corpus and on each beginning of each of its files; how many files there are.
fn replay(name: &str, target: Target) -> usize {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let files = std::fs::read_dir(&folder).expect("the target has a corpus");
    files
        .map(|file| {
            let path = file.expect("the folder can be read").path();
            let bytes = std::fs::read(&path).expect("the file can be read");
            println!("{}", path.display());
            (0..=bytes.len()).for_each(|len| target(&bytes[..len]));
        })
        .count()
}

#[test]
fn every_fuzz_target_holds_on_its_corpus() {
    let targets: [(&str, Target, usize); 4] = [
        ("awareness", awareness::target, 1),
        ("judge", judge::target, 60),
        ("state_vector", state_vector::target, 1),
        ("update", update::target, 60),
    ];
    for (name, target, at_least) in targets {
        let files = replay(name, target);
        assert!(files >= at_least, "{name}: {files} files");
    }
    // Nobody's target is left out.
    let bodies = std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/targets"));
    assert_eq!(bodies.expect("the folder can be read").count(), targets.len());
}
