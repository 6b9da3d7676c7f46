//! What a durable commit costs: processor time and wall time, one small record at a time and a hundred in one batch,
//! each in a document of its own. `cargo run --release -p samenbeeld-store --example commit_cost [FOLDER]`

use std::path::Path;
use std::time::{Duration, Instant};

use samenbeeld_schema::ids::DocumentId;
use samenbeeld_store::{Append, Outcome, Seq, Store, sqlite};

const DOCUMENTS: usize = 500;
const RECORD: usize = 200;
const ROUNDS: usize = 2000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = match std::env::args().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let store = sqlite::open(folder.path())?;
    let documents: Vec<DocumentId> = (0..DOCUMENTS)
        .map(|number| DocumentId::parse(&format!("case-{number}/core/board")))
        .collect::<Result<_, _>>()?;
    for document in &documents {
        store.create(document, &[7; 73])?;
    }
    let mut heads = vec![0; DOCUMENTS];
    println!("records of {RECORD} bytes over {DOCUMENTS} documents, each commit with its fsync");
    for size in [1, 10, 100] {
        measure(&store, &documents, &mut heads, size)?;
    }
    let started = Instant::now();
    for document in &documents {
        store.load(std::slice::from_ref(document))?;
    }
    println!("load, one document of {} records: {:.0} µs", heads[0], micros(started.elapsed(), DOCUMENTS));
    let (database, log) = (size_of_file(folder.path(), ""), size_of_file(folder.path(), "-wal"));
    println!("on disk: {} KB, log {} KB", database / 1024, log / 1024);
    Ok(())
}

fn measure(
    store: &dyn Store,
    documents: &[DocumentId],
    heads: &mut [Seq],
    size: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut next = 0;
    let (mut slowest, rounds) = (Duration::ZERO, ROUNDS / size.min(4));
    let (processor, started) = (processor_time()?, Instant::now());
    for _ in 0..rounds {
        let mut batch = Vec::with_capacity(size);
        for _ in 0..size {
            let which = next % documents.len();
            next += 1;
            batch.push(Append {
                document: documents[which].clone(),
                generation: 1,
                expected_head: heads[which],
                record: vec![next as u8; RECORD],
                bindings: Vec::new(),
                claims: Vec::new(),
                batch: [0; 16],
            });
            heads[which] += 1;
        }
        let begun = Instant::now();
        let outcomes = store.commit(&batch)?;
        slowest = slowest.max(begun.elapsed());
        if !outcomes.iter().all(|outcome| matches!(outcome, Outcome::Stored(_))) {
            return Err("an append was refused".into());
        }
    }
    let (wall, processor) = (started.elapsed(), processor_time()?.saturating_sub(processor));
    println!(
        "{size:>3} records a commit: processor {:.0} µs a commit, {:.1} µs a record; wall {:.0} µs a commit, slowest {:.1} ms",
        micros(processor, rounds),
        micros(processor, rounds * size),
        micros(wall, rounds),
        slowest.as_secs_f64() * 1e3,
    );
    Ok(())
}

/// Processor time of this one thread so far, in user and kernel mode.
fn processor_time() -> Result<Duration, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds = text.split_ascii_whitespace().next().ok_or("no figure")?.parse()?;
    Ok(Duration::from_nanos(nanoseconds))
}

fn micros(time: Duration, over: usize) -> f64 {
    time.as_secs_f64() * 1e6 / over as f64
}

fn size_of_file(folder: &Path, end: &str) -> u64 {
    std::fs::metadata(folder.join(format!("{}{end}", sqlite::FILE))).map_or(0, |file| file.len())
}
