//! What happens when the store can't be looked at.

use std::future::poll_fn;

use bytes::Bytes;
use samenbeeld_schema::ids::{CaseId, RoomId};
use samenbeeld_store::memory::MemoryStore;
use samenbeeld_store::{StoreError, Unavailable};
use yrs::{ReadTxn, StateVector, Text, Transact};

use super::*;
use crate::socket::outbox::Outbox;
use crate::wire::{Dialect, frame};

struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> u64 {
        1_000
    }
}

const TEXT: &str = "text:explanation/6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f/text";

/// The first words under a client id.
fn words(client: u64) -> Bytes {
    let doc = samenbeeld_schema::doc::open(client);
    doc.get_or_insert_text(TEXT).insert(&mut doc.transact_mut(), 0, "dag");
    doc.transact().encode_diff_v1(&StateVector::default()).into()
}

/// docs/protocol.md G7: that the store couldn't be asked says nothing about who is right, so nobody is refused for it.
#[test]
fn who_would_be_refused_is_told_to_come_back_when_the_store_can_not_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let store = MemoryStore::new();
    let vault =
        Vault::open(Arc::new(store.clone()), &KeySource::File(folder.path().join("key")), Box::new(|| panic!("fatal")))
            .unwrap();
    let document = Arc::new(DocumentId::parse("g/core/board").unwrap());
    let (case, room) = (CaseId::parse("g").unwrap(), RoomId::parse("core").unwrap());
    vault.begin_case(&case, &[room], &[(*document).clone()]).unwrap();
    let (requests, inbox) = mpsc::channel(8);
    let seat = SeatId(1);
    let outbox = Outbox::new(None);
    let join = Request::Join {
        document: document.clone(),
        self_room: false,
        seat,
        person: PersonId::parse("jeroen").unwrap(),
        // Someone who only reads: what they send is looked for in the store before it is refused.
        writable: false,
        ticket: None,
        sink: Sink::new(outbox.clone(), Dialect::Hocuspocus),
    };
    store.fail_next_standing(StoreError::Unavailable(Unavailable::Busy));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let last = runtime.block_on(async {
        let asked = async {
            requests.send(join).await.unwrap();
            let message = ClientMessage::Step2(words(5));
            requests.send(Request::Message { document, seat, message }).await.unwrap();
            let mut last = None;
            while let Some(frame) = poll_fn(|context| outbox.poll_body(context)).await {
                last = Some(frame);
            }
            drop(requests);
            last
        };
        let shard = run(Arc::new(vault), Arc::new(StandingClock), Arc::new(Points::default()), Arc::new(Apart), inbox);
        tokio::join!(asked, shard).0
    });
    let code = ErrorCode::StoreUnavailable;
    assert_eq!(last, Some(frame::close(code.close_code(), &code.reason()).0));
}
