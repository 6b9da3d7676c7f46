//! One socket in each dialect, with methods named as what a client does. Every received byte is kept, for leak tests.

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Bytes, Message as Raw};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use crate::DEADLINE;
use crate::frames::{self, Message, SyncFrame};
use crate::http::Person;

/// How a socket ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The close code; 1006 when the connection just broke.
    pub code: u16,
    /// The reason beside it.
    pub reason: String,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the socket closed with {} {:?}", self.code, self.reason)
    }
}
impl std::error::Error for Closed {}

/// What happened to something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Acknowledged: it is on disk.
    Saved,
    /// Refused, with the reason.
    Refused(String),
}

impl Outcome {
    /// The four digits of the refusal.
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Saved => None,
            Self::Refused(reason) => frames::code_in(reason),
        }
    }
}

/// What came next.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Incoming {
    Frame(Bytes),
    Closed(Closed),
}

/// A websocket that keeps every byte it received.
struct Line {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    received: Vec<u8>,
    closed: Option<Closed>,
}

impl Line {
    async fn open(url: &str, cookie: Option<&str>) -> Result<Self> {
        let mut request = url.into_client_request()?;
        if let Some(cookie) = cookie {
            request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
        }
        let host = request.uri().authority().context("no host")?.to_string();
        request.headers_mut().insert("origin", HeaderValue::from_str(&format!("http://{host}"))?);
        let config = WebSocketConfig::default();
        let (stream, _) = match timeout(DEADLINE, connect_async_with_config(request, Some(config), true)).await? {
            Ok(made) => made,
            Err(tungstenite::Error::Protocol(ProtocolError::HandshakeIncomplete)) => {
                bail!(Closed { code: 1006, reason: "in the handshake".to_owned() })
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Self { stream, received: Vec::new(), closed: None })
    }

    async fn send(&mut self, message: Raw) -> Result<()> {
        if let Some(closed) = &self.closed {
            bail!(closed.clone());
        }
        // A broken connection shows in what is received; what was written into it is simply never acknowledged.
        let _ = timeout(DEADLINE, self.stream.send(message)).await.context("the socket takes nothing more")?;
        Ok(())
    }

    async fn next(&mut self) -> Result<Incoming> {
        if let Some(closed) = &self.closed {
            return Ok(Incoming::Closed(closed.clone()));
        }
        loop {
            let next = timeout(DEADLINE, self.stream.next()).await.context("nothing came in time")?;
            let closed = match next {
                Some(Ok(Raw::Binary(bytes))) => {
                    self.received.extend_from_slice(&bytes);
                    return Ok(Incoming::Frame(bytes));
                }
                Some(Ok(Raw::Text(text))) => bail!("S1: a text message came: {text}"),
                Some(Ok(Raw::Close(frame))) => {
                    let (code, reason) =
                        frame.map_or((1005, String::new()), |frame| (frame.code.into(), frame.reason.to_string()));
                    self.received.extend_from_slice(reason.as_bytes());
                    Closed { code, reason }
                }
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => Closed { code: 1006, reason: String::new() },
            };
            self.closed = Some(closed.clone());
            return Ok(Incoming::Closed(closed));
        }
    }
}

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

/// What opening a document gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// `read-write` or `readonly`.
    pub scope: String,
    /// What we lacked.
    pub update: Vec<u8>,
    /// The state vector of the server.
    pub server_has: Vec<u8>,
}

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
