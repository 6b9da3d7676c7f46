//! Cases that both languages compose alike: `golden/*.json` = `{facts, documents: [{name, update_base64}], picture}`.
//!
//! `UPDATE=1` writes the golden files anew. `GOLDEN_RANDOM_DIR=… GOLDEN_RANDOM_COUNT=1000 GOLDEN_RANDOM_SEED=1` writes
//! random cases to a folder, for comparing the TypeScript side.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samenbeeld_arbitrary::Case;
use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::doc;
use samenbeeld_schema::ids::DocumentId;
use samenbeeld_schema::model::Facts;
use serde_json::{Value, json};
use yrs::updates::decoder::Decode;
use yrs::{Transact, Update};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A case as JSON, with the picture that composing it gives.
fn golden(case: &Case) -> Value {
    let readings: Vec<_> = case.documents.iter().map(|plan| plan.read()).collect();
    let documents: Vec<Value> = case
        .documents
        .iter()
        .map(|plan| json!({"name": plan.document, "update_base64": STANDARD.encode(plan.update())}))
        .collect();
    json!({
        "facts": case.facts,
        "documents": documents,
        "picture": compose(&readings, &case.facts, &Options::default()),
    })
}

/// Composes the case of a golden file from its bytes.
fn composed(file: &Value) -> Picture {
    let facts: Facts = serde_json::from_value(file["facts"].clone()).expect("facts");
    let readings: Vec<_> = file["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|document| {
            let name = DocumentId::parse(document["name"].as_str().expect("a name")).expect("a name");
            let bytes = STANDARD.decode(document["update_base64"].as_str().expect("bytes")).expect("base64");
            let doc = doc::open(1);
            doc.transact_mut().apply_update(Update::decode_v1(&bytes).expect("an update")).expect("it applies");
            let txn = doc.transact();
            doc::read::read(&name, &txn)
        })
        .collect();
    compose(&readings, &facts, &Options::default())
}

fn write(path: &Path, value: &Value) {
    std::fs::write(path, format!("{value}\n")).expect("the file can be written");
}

#[test]
fn each_golden_case_composes_as_it_did() {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(folder()).expect("the folder can be made");
        for seed in 0..24u64 {
            let case = Case::from_seed(seed, 2 + seed as usize / 2);
            write(&folder().join(format!("random-{seed:02}.json")), &golden(&case));
        }
    }
    let mut files = 0;
    for entry in std::fs::read_dir(folder()).expect("the golden files are there") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let file: Value = serde_json::from_str(&text).expect("it is JSON");
        let found = serde_json::to_value(composed(&file)).expect("a picture is JSON");
        assert!(found == file["picture"], "{} composes differently", path.display());
        files += 1;
    }
    assert!(files >= 24, "golden files are missing");
}

#[test]
fn random_cases_are_written_on_request_and_read_back() {
    let directory = std::env::var_os("GOLDEN_RANDOM_DIR").map(PathBuf::from);
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (count, seed) = (number("GOLDEN_RANDOM_COUNT", 20), number("GOLDEN_RANDOM_SEED", 1));
    for nth in 0..count {
        let case = Case::from_seed(seed.wrapping_mul(1_000_003).wrapping_add(nth), (nth % 40) as usize);
        let file = golden(&case);
        let picture: Picture = serde_json::from_value(file["picture"].clone()).expect("a picture reads back");
        assert!(picture == composed(&file), "case {nth} of seed {seed} composes alike from its bytes");
        if let Some(directory) = &directory {
            std::fs::create_dir_all(directory).expect("the folder can be made");
            write(&directory.join(format!("case-{nth:05}.json")), &file);
        }
    }
}
