//! What a client does on a socket of the Hocuspocus dialect.

use std::collections::VecDeque;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message as Raw;

use super::line::{Incoming, Line};
use super::{Closed, Opened, Outcome};
use crate::DEADLINE;
use crate::frames::{self, Message, SyncFrame};
use crate::http::Person;

/// A socket of the Hocuspocus dialect: many documents over one connection.
pub struct SyncSocket {
    line: Line,
    inbox: VecDeque<(String, Message)>,
}

impl SyncSocket {
    /// Connects to `/sync` with the cookie of a session, or without one.
    pub async fn connect(addr: SocketAddr, person: Option<&Person>) -> Result<Self> {
        let cookie = person.map(|person| person.cookie.as_str());
        Ok(Self { line: Line::open(&format!("ws://{addr}/sync"), cookie).await?, inbox: VecDeque::new() })
    }
    /// Connects with these `Origin` headers.
    pub async fn connect_from(addr: SocketAddr, person: Option<&Person>, origins: &[&[u8]]) -> Result<Self> {
        let cookie = person.map(|person| person.cookie.as_str());
        let line = Line::open_from(&format!("ws://{addr}/sync"), cookie, origins).await?;
        Ok(Self { line, inbox: VecDeque::new() })
    }

    /// Says who one is for this document: a ticket, or an empty token when the cookie counts (H2).
    pub async fn auth(&mut self, document: &str, token: &str) -> Result<()> {
        self.send(frames::auth(document, token)).await
    }
    /// Asks for what a state vector lacks.
    pub async fn step1(&mut self, document: &str, state_vector: &[u8]) -> Result<()> {
        self.send(frames::sync(Some(document), 0, state_vector)).await
    }
    /// Answers the server's Step1.
    pub async fn step2(&mut self, document: &str, update: &[u8]) -> Result<()> {
        self.send(frames::sync(Some(document), 1, update)).await
    }
    /// Sends an edit.
    pub async fn update(&mut self, document: &str, update: &[u8]) -> Result<()> {
        self.send(frames::sync(Some(document), 2, update)).await
    }
    /// Sends presence.
    pub async fn presence(&mut self, document: &str, body: &[u8]) -> Result<()> {
        self.send(frames::awareness(Some(document), body)).await
    }
    /// Sends any bytes as one binary message.
    pub async fn send(&mut self, frame: Vec<u8>) -> Result<()> {
        self.line.send(Raw::Binary(frame.into())).await
    }
    /// Sends a text message, which no client does.
    pub async fn send_text(&mut self, text: &str) -> Result<()> {
        self.line.send(Raw::Text(text.into())).await
    }

    /// Opens a document by the cookie and takes in its state: Step2 and the server's own Step1 (S6).
    /// Gives the update, or why it was refused.
    pub async fn open(&mut self, document: &str) -> Result<Result<Opened, String>> {
        self.open_with(document, "", &[0]).await
    }
    /// Opens a document with a ticket and the state one has.
    pub async fn open_with(
        &mut self,
        document: &str,
        token: &str,
        state_vector: &[u8],
    ) -> Result<Result<Opened, String>> {
        self.auth(document, token).await?;
        self.step1(document, state_vector).await?;
        let wanted = |message: &Message| match message {
            Message::Denied(reason) | Message::Close(reason) => Some(Err(reason.clone())),
            Message::Granted(scope) => Some(Ok(scope.clone())),
            _ => None,
        };
        let scope = match self.wait_for(document, wanted).await? {
            Ok(scope) => scope,
            Err(reason) => return Ok(Err(reason)),
        };
        let update = self
            .wait_for(document, |message| match message {
                Message::Step2(update) => Some(update.clone()),
                _ => None,
            })
            .await?;
        let server_has = self
            .wait_for(document, |message| match message {
                Message::Step1(state_vector) => Some(state_vector.clone()),
                _ => None,
            })
            .await?;
        Ok(Ok(Opened { scope, update, server_has }))
    }

    /// Sends an edit and waits for its one answer (H3).
    pub async fn write(&mut self, document: &str, update: &[u8]) -> Result<Outcome> {
        self.update(document, update).await?;
        self.outcome(document).await
    }
    /// Waits for the answer to one Update or Step2; after a refusal also for the Close that says why.
    pub async fn outcome(&mut self, document: &str) -> Result<Outcome> {
        let answer = self
            .wait_for(document, |message| match message {
                Message::Status(saved) => Some(Ok(*saved)),
                // What is no Update and no Step2 gets no status: the Close is all that is said.
                Message::Close(reason) => Some(Err(reason.clone())),
                _ => None,
            })
            .await?;
        match answer {
            Ok(true) => return Ok(Outcome::Saved),
            Ok(false) => {}
            Err(reason) => return Ok(Outcome::Refused(reason)),
        }
        let reason = self
            .wait_for(document, |message| match message {
                Message::Close(reason) => Some(reason.clone()),
                _ => None,
            })
            .await?;
        Ok(Outcome::Refused(reason))
    }

    /// The first message of a document, also among those that came before, for which `wanted` gives something. What came
    /// in between stays for later. A closed socket is an error that holds [`Closed`].
    pub async fn wait_for<T>(&mut self, document: &str, wanted: impl Fn(&Message) -> Option<T>) -> Result<T> {
        let found = |(name, message): &(String, Message)| if name == document { wanted(message) } else { None };
        for at in 0..self.inbox.len() {
            if let Some(value) = self.inbox.get(at).and_then(found) {
                self.inbox.remove(at);
                return Ok(value);
            }
        }
        loop {
            let next = self.read().await.with_context(|| format!("while waiting for {document}"))?;
            match found(&next) {
                Some(value) => return Ok(value),
                None => self.inbox.push_back(next),
            }
        }
    }
    /// The next message of any document, in order.
    pub async fn next(&mut self) -> Result<(String, Message)> {
        match self.inbox.pop_front() {
            Some(next) => Ok(next),
            None => self.read().await,
        }
    }
    async fn read(&mut self) -> Result<(String, Message)> {
        loop {
            match self.line.next().await? {
                Incoming::Closed(closed) => bail!(closed),
                Incoming::Frame(frame) => match frames::read_sync(&frame)? {
                    // H4: who does not answer is taken for dead.
                    SyncFrame::Ping => self.send(vec![10]).await?,
                    SyncFrame::Pong => {}
                    SyncFrame::Of(document, message) => return Ok((document, message)),
                },
            }
        }
    }
    /// A message that already came, if any, without waiting.
    pub fn take_waiting(&mut self) -> Option<(String, Message)> {
        self.inbox.pop_front()
    }
    /// Waits until the server closes the socket.
    pub async fn wait_closed(&mut self) -> Result<Closed> {
        loop {
            match self.read().await {
                Ok(next) => self.inbox.push_back(next),
                Err(error) => return error.downcast::<Closed>(),
            }
        }
    }
    /// Every byte that ever came.
    pub fn bytes_received(&self) -> &[u8] {
        &self.line.received
    }
    /// Hangs up.
    pub async fn hang_up(mut self) {
        let _ = timeout(DEADLINE, self.line.stream.close(None)).await;
    }
}
