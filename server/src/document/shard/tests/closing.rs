//! Documents that can't be read or written: what closes, what goes on, what is remembered.

use super::*;

/// docs/protocol.md H3: only this document closes, the others of the socket go on.
#[tokio::test]
async fn a_damaged_document_closes_alone() {
    let mut bench = bench();
    let author = bench.sits(CORE, "noor").await;
    bench.stores(&author, &writer(5), "dag").await;
    bench.shard.drop_document(&document(CORE), ErrorCode::StoreUnavailable);
    bench.snapshot_elsewhere(CORE, Some(b"no document"));

    let socket = Outbox::new(None);
    for _ in 0..2 {
        let damaged = bench.joins_through(&socket, CORE, "noor");
        bench.comes_back().await;
        assert_eq!(heard(&damaged).last(), Some(&closed(&damaged, ErrorCode::DocumentQuarantined)));
        assert!(bench.entry(CORE).is_none(), "and who comes next looks anew");
    }
    let sound = bench.joins_through(&socket, SCHOOL, "noor");
    bench.comes_back().await;
    bench.stores(&sound, &writer(6), "hallo").await;
    assert_eq!(heard(&sound).last(), Some(&stored(&sound)));
}

/// Closed for writing until someone repaired it: also after everyone left, and after a restart.
#[tokio::test]
async fn a_document_that_yrs_failed_on_twice_stays_closed_for_writing() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    bench.stores(&noor, &writer(5), "dag").await;
    failing::the_next(1);
    bench.says(&noor, ClientMessage::Update(types(&writer(7), "gif")));
    failing::the_next(1);
    bench.comes_back().await;
    bench.comes_back().await;
    assert_eq!(heard(&noor).last(), Some(&closed(&noor, ErrorCode::DocumentQuarantined)));
    bench.leaves(&noor);
    bench.passes(IDLE);
    assert!(bench.entry(CORE).is_none(), "put away as it was found, without a snapshot");

    for restarted in [false, true] {
        if restarted {
            let (returns, returned) = mpsc::channel(RETURNS);
            bench.shard = shard_over(bench.shard.vault.clone(), &bench.clock, &bench.points, returns);
            bench.returned = returned;
        }
        let reads = bench.sits(CORE, "jeroen").await;
        bench.says(&reads, ClientMessage::Step1(Bytes::from_static(&[0])));
        assert!(contains(&heard(&reads), "dag"), "reading goes on");
        bench.says(&reads, ClientMessage::Update(types(&writer(8), "nieuw")));
        assert_eq!(heard(&reads).last(), Some(&closed(&reads, ErrorCode::DocumentQuarantined)));
    }
    // A repair moves the head.
    let repair = Commit {
        generation: 1,
        expected_head: 1,
        update: types(&writer(9), " hersteld"),
        contributions: Vec::new(),
        bindings: vec![(9, person("youssef"))],
        runs: Vec::new(),
        claims: Vec::new(),
    };
    bench.shard.vault.commit_now(vec![((*document(CORE)).clone(), repair)]).unwrap();
    bench.shard.entries.clear();
    let writes = bench.sits(CORE, "noor").await;
    bench.stores(&writes, &writer(10), "weer open").await;
    assert_eq!(heard(&writes).last(), Some(&stored(&writes)));
}

/// A room that goes on elsewhere: what was sent before is kept, and from then on nobody writes, whatever they were admitted to.
#[tokio::test]
async fn a_document_that_was_closed_keeps_what_was_under_way_and_takes_nothing_more() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    bench.stores(&noor, &writer(5), "dag").await;
    bench.says(&noor, ClientMessage::Update(types(&writer(6), " allemaal")));
    let (done, mut closed) = oneshot::channel();
    bench.asks(Request::Close { document: document(CORE), done });
    bench.shard.finish_closing();
    assert!(closed.try_recv().is_err(), "something is still on its way to disk");
    bench.says(&noor, ClientMessage::Update(types(&writer(7), " te laat")));
    bench.comes_back().await;
    bench.shard.finish_closing();
    assert!(closed.try_recv().is_ok());

    let again = bench.joins(CORE, "noor");
    bench.says(&again, ClientMessage::Step1(Bytes::from_static(&[0])));
    let words = heard(&again);
    assert!(contains(&words, "dag") && contains(&words, " allemaal") && !contains(&words, " te laat"));
    bench.says(&again, ClientMessage::Update(types(&writer(8), " ook te laat")));
    bench.passes(1_000);
    assert_eq!(bench.shard.vault.head_of(&document(CORE)).unwrap(), 2, "nothing more was kept");
}
