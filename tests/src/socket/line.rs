//! A websocket that keeps every byte it received, whatever dialect is spoken on it.

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

use super::Closed;
use crate::DEADLINE;

/// What came next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Incoming {
    Frame(Bytes),
    Closed(Closed),
}

/// A websocket that keeps every byte it received.
pub(super) struct Line {
    pub(super) stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub(super) received: Vec<u8>,
    closed: Option<Closed>,
}

impl Line {
    /// Opens a socket as one of our own pages does.
    pub(super) async fn open(url: &str, cookie: Option<&str>) -> Result<Self> {
        let host = url.into_client_request()?.uri().authority().context("no host")?.to_string();
        Self::open_from(url, cookie, &[format!("http://{host}").as_bytes()]).await
    }

    /// Opens a socket with these `Origin` headers and no others.
    pub(super) async fn open_from(url: &str, cookie: Option<&str>, origins: &[&[u8]]) -> Result<Self> {
        let mut request = url.into_client_request()?;
        if let Some(cookie) = cookie {
            request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
        }
        for origin in origins {
            request.headers_mut().append("origin", HeaderValue::from_bytes(origin)?);
        }
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

    pub(super) async fn send(&mut self, message: Raw) -> Result<()> {
        if let Some(closed) = &self.closed {
            bail!(closed.clone());
        }
        // A broken connection shows in what is received; what was written into it is simply never acknowledged.
        let _ = timeout(DEADLINE, self.stream.send(message)).await.context("the socket takes nothing more")?;
        Ok(())
    }

    pub(super) async fn next(&mut self) -> Result<Incoming> {
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
