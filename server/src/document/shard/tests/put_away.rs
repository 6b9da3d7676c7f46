//! Documents that nobody uses: snapshots, putting away, coming back meanwhile.

use super::*;

/// Noor wrote and left, so long ago that the document's snapshot is being made.
async fn being_put_away() -> (Bench, yrs::Doc) {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    let doc = writer(5);
    bench.stores(&noor, &doc, "dag").await;
    bench.leaves(&noor);
    bench.passes(IDLE);
    assert!(bench.entry(CORE).unwrap().compacting);
    (bench, doc)
}

#[tokio::test]
async fn an_idle_document_stays_until_its_snapshot_came_back() {
    let (mut bench, _) = being_put_away().await;
    bench.passes(IDLE);
    assert!(bench.entry(CORE).is_some(), "a sweep meanwhile changes nothing");
    bench.comes_back().await;
    let entry = bench.entry(CORE).unwrap();
    assert_eq!((entry.compacting, entry.snapshot, entry.tail()), (false, Some(1), 0));
    bench.passes(2_000);
    assert!(bench.entry(CORE).is_none());

    let again = bench.sits(CORE, "noor").await;
    bench.says(&again, ClientMessage::Step1(Bytes::from_static(&[0])));
    assert!(contains(&heard(&again), "dag"));
    assert_eq!(bench.entry(CORE).unwrap().snapshot, Some(1));
}

#[tokio::test]
async fn who_comes_while_it_is_put_away_finds_it_and_later_snapshots_succeed() {
    let (mut bench, doc) = being_put_away().await;
    let jeroen = bench.joins(CORE, "jeroen");
    bench.says(&jeroen, ClientMessage::Step1(Bytes::from_static(&[0])));
    assert!(contains(&heard(&jeroen), "dag"), "from memory: nothing is read anew");
    bench.comes_back().await;
    bench.passes(2_000);
    assert!(bench.entry(CORE).is_some(), "someone sits there");

    let noor = bench.joins(CORE, "noor");
    bench.stores(&noor, &doc, " en hallo").await;
    bench.leaves(&noor);
    bench.leaves(&jeroen);
    bench.passes(IDLE);
    let Returned::Compacted(_, compaction) = bench.done().await else { panic!("no snapshot") };
    assert!(compaction.taken);
    assert_eq!(compaction.snapshot, Some(2));
}

#[tokio::test]
async fn after_a_snapshot_the_store_did_not_take_it_rests_and_the_next_one_is_taken() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    let doc = writer(5);
    bench.stores(&noor, &doc, "dag").await;
    bench.snapshot_elsewhere(CORE, None);
    bench.stores(&noor, &doc, " en hallo").await;
    bench.leaves(&noor);
    bench.passes(IDLE);
    let refused = bench.done().await;
    assert!(matches!(&refused, Returned::Compacted(_, compaction) if !compaction.taken));
    bench.takes(refused);
    assert_eq!(bench.entry(CORE).unwrap().snapshot, Some(1), "what another node made is known now");

    let again = bench.joins(CORE, "noor");
    bench.leaves(&again);
    bench.passes(IDLE);
    assert!(bench.entry(CORE).is_none(), "while it rests it is put away without");

    let again = bench.sits(CORE, "noor").await;
    bench.leaves(&again);
    bench.passes(IDLE);
    let Returned::Compacted(_, compaction) = bench.done().await else { panic!("no snapshot") };
    assert!(compaction.taken);
    assert_eq!(bench.on_disk(CORE), "dag en hallo");
}

#[tokio::test]
async fn a_snapshot_that_comes_back_while_the_document_is_read_is_not_forgotten() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    bench.stores(&noor, &writer(5), "dag").await;
    // A former life of this document made a snapshot, and this one read what was there before it.
    bench.shard.drop_document(&document(CORE), ErrorCode::StoreUnavailable);
    bench.joins(CORE, "jeroen");
    let read = bench.done().await;
    bench.snapshot_elsewhere(CORE, None);
    bench.takes(Returned::Compacted(document(CORE), Compaction { taken: true, snapshot: Some(1) }));
    bench.takes(read);
    assert_eq!((bench.entry(CORE).unwrap().snapshot, bench.entry(CORE).unwrap().tail()), (Some(1), 0));
}

#[tokio::test]
async fn a_long_tail_gets_a_snapshot_while_people_write() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    let doc = writer(5);
    for _ in 0..upkeep::COMPACT_RECORDS {
        bench.stores(&noor, &doc, "x").await;
    }
    bench.passes(2_000);
    bench.stores(&noor, &doc, "y").await;
    bench.comes_back().await;
    let entry = bench.entry(CORE).unwrap();
    assert_eq!((entry.compacting, entry.tail()), (false, 1));
}
