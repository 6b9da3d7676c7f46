//! A document behind a socket: what a client of ours is, with yrs in place of Yjs.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Result, anyhow, bail};
use serde_json::Value;
use yrs::block::ClientID;
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, GetString, Map, OffsetKind, Options, Out, ReadTxn, StateVector, Text, Transact, Update};

use crate::frames::Message;
use crate::http::Person;
use crate::socket::{Outcome, SyncSocket};

/// A person with one document open.
pub struct YrsPeer {
    /// The socket; free for what the methods don't offer.
    pub socket: SyncSocket,
    /// The document's name on the wire.
    pub document: String,
    doc: Doc,
    client: u64,
}

/// A document as Yjs makes it: UTF-16 offsets, a client id of its own.
pub fn new_doc(client: u64) -> Doc {
    let options = Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(ClientID::new(client)) };
    Doc::with_options(options)
}

/// Applies an update, or says why it can't be.
pub fn apply(doc: &Doc, update: &[u8]) -> Result<()> {
    let update = Update::decode_v1(update)?;
    doc.transact_mut().apply_update(update)?;
    Ok(())
}

/// The whole state, always in the same bytes for the same content: what two peers compare.
pub fn state(doc: &Doc) -> (BTreeMap<u64, u64>, Vec<u8>) {
    // Not the encoded bytes: yrs writes the fields of a plain object in any order.
    let names: Vec<String> = doc.transact().root_refs().map(|(name, _)| name.to_owned()).collect();
    let mut content = BTreeMap::new();
    for name in names {
        let words = if name.contains(':') {
            Value::from(doc.get_or_insert_text(name.as_str()).get_string(&doc.transact()))
        } else {
            serde_json::to_value(doc.get_or_insert_map(name.as_str()).to_json(&doc.transact())).unwrap_or_default()
        };
        content.insert(name, words);
    }
    let txn = doc.transact();
    let clocks = txn.state_vector().iter().map(|(client, clock)| (client.get(), u64::from(*clock))).collect();
    (clocks, serde_json::to_vec(&content).unwrap_or_default())
}

impl YrsPeer {
    /// Opens a document under a client id that its ticket names.
    pub async fn join(addr: SocketAddr, person: &Person, document: &str) -> Result<Self> {
        let (token, client) = person.ticket(document)?;
        Self::join_with(addr, person, document, new_doc(client), &token).await
    }
    /// Opens a document with a Y.Doc that already holds something; what the server lacks is offered.
    pub async fn join_with(addr: SocketAddr, person: &Person, document: &str, doc: Doc, token: &str) -> Result<Self> {
        let mut socket = SyncSocket::connect(addr, Some(person)).await?;
        let have = doc.transact().state_vector().encode_v1();
        let opened = socket.open_with(document, token, &have).await?;
        let opened = opened.map_err(|reason| anyhow!("{document} is refused to {}: {reason}", person.id))?;
        apply(&doc, &opened.update)?;
        let lacking = doc.transact().encode_diff_v1(&StateVector::decode_v1(&opened.server_has)?);
        socket.step2(document, &lacking).await?;
        let client = doc.client_id().get();
        let mut peer = Self { socket, document: document.to_owned(), doc, client };
        match peer.settled().await? {
            Outcome::Saved => Ok(peer),
            Outcome::Refused(reason) => bail!("what {} brought along was refused: {reason}", person.id),
        }
    }
    /// The document.
    pub fn doc(&self) -> &Doc {
        &self.doc
    }
    /// The client id it writes under.
    pub fn client(&self) -> u64 {
        self.client
    }

    /// Changes the document and sends the change; the answer is still to come.
    pub async fn edit(&mut self, change: impl FnOnce(&Doc)) -> Result<()> {
        let before = self.doc.transact().state_vector();
        change(&self.doc);
        let update = self.doc.transact().encode_diff_v1(&before);
        self.socket.update(&self.document, &update).await
    }
    /// Types at the end of a joint text and waits until it is saved.
    pub async fn type_text(&mut self, root: &str, words: &str) -> Result<Outcome> {
        self.edit(|doc| {
            let text = doc.get_or_insert_text(root);
            let mut txn = doc.transact_mut();
            text.push(&mut txn, words);
        })
        .await?;
        self.settled().await
    }
    /// Sets one flat key of a map and waits until it is saved.
    pub async fn set(&mut self, root: &str, key: &str, value: &str) -> Result<Outcome> {
        self.edit(|doc| {
            let map = doc.get_or_insert_map(root);
            map.insert(&mut doc.transact_mut(), key, value);
        })
        .await?;
        self.settled().await
    }
    /// Waits for the answer to one thing that was sent, and takes in what comes meanwhile.
    pub async fn settled(&mut self) -> Result<Outcome> {
        let outcome = self.socket.outcome(&self.document).await?;
        while let Some((document, message)) = self.socket.take_waiting() {
            self.take_in(&document, message)?;
        }
        Ok(outcome)
    }
    /// Takes in what comes until the document says what one waits for.
    pub async fn until(&mut self, what: &str, reached: impl Fn(&Doc) -> bool) -> Result<()> {
        while !reached(&self.doc) {
            let (document, message) = self.socket.next().await.map_err(|error| error.context(what.to_owned()))?;
            self.take_in(&document, message)?;
        }
        Ok(())
    }
    fn take_in(&mut self, document: &str, message: Message) -> Result<()> {
        match message {
            Message::Update(update) | Message::Step2(update) if document == self.document => apply(&self.doc, &update),
            Message::Close(reason) if document == self.document => bail!("the document was closed: {reason}"),
            _ => Ok(()),
        }
    }

    /// The words of a joint text.
    pub fn text(&self, root: &str) -> String {
        let text = self.doc.get_or_insert_text(root);
        text.get_string(&self.doc.transact())
    }
    /// A value of a flat map.
    pub fn value(&self, root: &str, key: &str) -> Option<Out> {
        let map = self.doc.get_or_insert_map(root);
        map.get(&self.doc.transact(), key)
    }
}
