//! Reading what anyone may have written: one crooked field hides nothing else, and nothing makes it fail.

use std::collections::BTreeSet;

use proptest::prelude::*;
use samenbeeld_arbitrary::{self as arbitrary, DocumentPlan};
use samenbeeld_schema::doc::layout;
use samenbeeld_schema::doc::read::Reading;
use samenbeeld_schema::field::{FieldShape, Plain, Reason};
use samenbeeld_schema::ids::{DocumentId, ItemId};
use samenbeeld_schema::model::*;

use crate::item;

fn crooked(values: &[(&str, &str, yrs::Any)]) -> Reading {
    let document = DocumentId::parse("g/core/voice.noor").unwrap();
    let values = values.iter().map(|(r, k, v)| ((*r).to_owned(), (*k).to_owned(), v.clone())).collect();
    DocumentPlan { document, values, texts: Vec::new() }.read()
}

// D8
#[test]
fn one_crooked_field_does_not_hide_the_rest() {
    let id = item(1).to_string();
    let reading = crooked(&[
        ("factor", &format!("{id}/title"), "Slaapt slecht".into()),
        ("factor", &format!("{id}/domain"), "nonsense".into()),
        ("factor", &format!("{id}/holder/noor"), false.into()),
        ("factor", &format!("{id}/nooit"), true.into()),
        ("factor", "krom", true.into()),
        ("vreemd", "x", true.into()),
    ]);
    assert_eq!(reading.items.len(), 1);
    let reasons: BTreeSet<Reason> = reading.reports.iter().map(|report| report.reason).collect();
    let wanted = [Reason::UnknownRoot, Reason::BadKey, Reason::UnknownField, Reason::BadValue];
    assert_eq!(reasons, BTreeSet::from(wanted));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    // D8: never a panic, never a text of the document in a report.
    #[test]
    fn any_flat_document_can_be_read(plan in arbitrary::document()) {
        let reading = plan.read();
        for report in &reading.reports {
            let field = report.field.as_deref().unwrap_or("kind");
            let own = ["words_of", "words_from", "adopts", "same_as", "withdrawn", "kind", "room", "shared", "phase", "round"];
            let known = own.contains(&field)
                || Kind::ALL.iter().any(|kind| kind.field(field).is_some())
                || MarkField::parse(field).is_some()
                || ["map", "ecogram", "genogram", "timeline"].contains(&field);
            prop_assert!(known, "{field}");
        }
    }

    #[test]
    fn any_keys_and_values_can_be_read(
        values in prop::collection::vec(("[a-z_:/]{0,12}", "[ -~]{0,60}", "[ -~é\u{301}\t]{0,20}"), 0..30)
    ) {
        let document = DocumentId::parse("g/core/board").unwrap();
        let values = values.into_iter().map(|(root, key, value)| (root, key, value.into())).collect();
        DocumentPlan { document, values, texts: vec![("factor".to_owned(), "tekst".to_owned())] }.read();
    }

    // What reading takes as valid, writing takes too, and the other way round.
    #[test]
    fn reading_and_writing_judge_a_value_alike(plan in arbitrary::document()) {
        let home = layout::home(&plan.document.kind);
        for (root, key, value) in &plan.values {
            let (Some(kind), yrs::Any::String(value)) = (Kind::in_root(home, root), value) else { continue };
            let Some((id, field)) = key.split_once('/') else { continue };
            let Some(def) = kind.field(field).filter(|def| def.shape == FieldShape::Single) else { continue };
            // A key without an item is reported as such, and its value is not looked at.
            if ItemId::parse(id).is_err() {
                continue;
            }
            let fits = def.value.normalize(&Plain::Text(value.clone())).is_ok();
            let one = DocumentPlan {
                document: plan.document.clone(),
                values: vec![(root.clone(), key.clone(), yrs::Any::String(value.clone()))],
                texts: Vec::new(),
            };
            let bad = one.read().reports.iter().any(|report| report.reason == Reason::BadValue);
            prop_assert_eq!(fits, !bad, "{} {} {:?}", root, key, value);
        }
    }
}
