//! What a client does on a socket of the y-websocket dialect.

use std::collections::VecDeque;
use std::net::SocketAddr;

use anyhow::{Result, bail};
use tokio_tungstenite::tungstenite::Message as Raw;

use super::line::{Incoming, Line};
use super::{Closed, Opened, Outcome};
use crate::frames::{self, Message};
use crate::http::Person;

/// A socket of the y-websocket dialect: one document.
pub struct YSocket {
    line: Line,
    inbox: VecDeque<Message>,
}

impl YSocket {
    /// Connects to a document with the cookie of a session.
    pub async fn connect(addr: SocketAddr, person: Option<&Person>, document: &str) -> Result<Self> {
        let cookie = person.map(|person| person.cookie.as_str());
        Self::open_url(&format!("ws://{addr}/ws/{document}"), cookie).await
    }
    /// Connects to a document with a ticket.
    pub async fn connect_with_ticket(addr: SocketAddr, document: &str, ticket: &str) -> Result<Self> {
        Self::open_url(&format!("ws://{addr}/ws/{document}?ticket={ticket}"), None).await
    }
    /// Connects to a document with these `Origin` headers.
    pub async fn connect_from(addr: SocketAddr, person: &Person, document: &str, origins: &[&[u8]]) -> Result<Self> {
        let line = Line::open_from(&format!("ws://{addr}/ws/{document}"), Some(&person.cookie), origins).await?;
        Ok(Self { line, inbox: VecDeque::new() })
    }
    /// Connects to a document with a ticket and no cookie, from pages of these `Origin` headers.
    pub async fn with_ticket_from(addr: SocketAddr, document: &str, ticket: &str, origins: &[&[u8]]) -> Result<Self> {
        let line = Line::open_from(&format!("ws://{addr}/ws/{document}?ticket={ticket}"), None, origins).await?;
        Ok(Self { line, inbox: VecDeque::new() })
    }
    async fn open_url(url: &str, cookie: Option<&str>) -> Result<Self> {
        Ok(Self { line: Line::open(url, cookie).await?, inbox: VecDeque::new() })
    }
    /// Asks for everything and takes it in.
    pub async fn sync(&mut self) -> Result<Opened> {
        self.send(frames::sync(None, 0, &[0])).await?;
        let update = self
            .wait_for(|message| match message {
                Message::Step2(update) => Some(update.clone()),
                _ => None,
            })
            .await?;
        let server_has = self
            .wait_for(|message| match message {
                Message::Step1(state_vector) => Some(state_vector.clone()),
                _ => None,
            })
            .await?;
        Ok(Opened { scope: String::new(), update, server_has })
    }
    /// Answers the server's Step1.
    pub async fn step2(&mut self, update: &[u8]) -> Result<()> {
        self.send(frames::sync(None, 1, update)).await
    }
    /// Sends an edit.
    pub async fn update(&mut self, update: &[u8]) -> Result<()> {
        self.send(frames::sync(None, 2, update)).await
    }
    /// Sends any bytes as one binary message.
    pub async fn send(&mut self, frame: Vec<u8>) -> Result<()> {
        self.line.send(Raw::Binary(frame.into())).await
    }
    /// Sends an edit and waits for its echo (Y1), or for the close that refuses it.
    pub async fn write(&mut self, client: u64, end: u64, update: &[u8]) -> Result<Outcome> {
        self.update(update).await?;
        let echoed = self.wait_for(|message| match message {
            Message::Update(update) => crate::update::end_of(update, client).filter(|got| *got >= end),
            _ => None,
        });
        match echoed.await {
            Ok(_) => Ok(Outcome::Saved),
            Err(error) => {
                let closed = error.downcast::<Closed>()?;
                Ok(Outcome::Refused(if closed.reason.is_empty() { closed.code.to_string() } else { closed.reason }))
            }
        }
    }
    /// The first message, also among those that came before, for which `wanted` gives something.
    pub async fn wait_for<T>(&mut self, wanted: impl Fn(&Message) -> Option<T>) -> Result<T> {
        for at in 0..self.inbox.len() {
            if let Some(value) = self.inbox.get(at).and_then(&wanted) {
                self.inbox.remove(at);
                return Ok(value);
            }
        }
        loop {
            let next = self.read().await?;
            match wanted(&next) {
                Some(value) => return Ok(value),
                None => self.inbox.push_back(next),
            }
        }
    }
    /// The next message, in order.
    pub async fn next(&mut self) -> Result<Message> {
        match self.inbox.pop_front() {
            Some(next) => Ok(next),
            None => self.read().await,
        }
    }
    async fn read(&mut self) -> Result<Message> {
        match self.line.next().await? {
            Incoming::Closed(closed) => bail!(closed),
            Incoming::Frame(frame) => Ok(frames::read_y(&frame)?),
        }
    }
    /// A message that already came, if any, without waiting.
    pub fn take_waiting(&mut self) -> Option<Message> {
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
}
