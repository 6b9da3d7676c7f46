//! A websocket client with as little in it as can be, so that the generator is not what is measured: binary frames,
//! a mask of zeros, one buffer to read into and one to write from.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use samenbeeld_tests::frames;
use samenbeeld_tests::update::EMPTY;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection.
pub struct Socket {
    stream: TcpStream,
    read: Vec<u8>,
    done: usize,
    write: Vec<u8>,
}

impl Socket {
    /// Connects and shakes hands.
    pub async fn connect(addr: SocketAddr, path: &str, cookie: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {addr}\r\norigin: http://{addr}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{cookie}\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut read = Vec::with_capacity(4096);
        loop {
            ensure!(stream.read_buf(&mut read).await? > 0, "hung up during the handshake of {path}");
            if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
                ensure!(read.starts_with(b"HTTP/1.1 101"), "{path}: {}", String::from_utf8_lossy(&read[..end]));
                return Ok(Self { stream, read, done: end + 4, write: Vec::new() });
            }
        }
    }
    /// Puts a message among those to be sent.
    pub fn put(&mut self, message: &[u8]) {
        self.write.push(0x82);
        match message.len() {
            short @ 0..126 => self.write.push(0x80 | short as u8),
            middle @ 126..65536 => {
                self.write.push(0x80 | 126);
                self.write.extend((middle as u16).to_be_bytes());
            }
            long => {
                self.write.push(0x80 | 127);
                self.write.extend((long as u64).to_be_bytes());
            }
        }
        self.write.extend([0; 4]);
        self.write.extend_from_slice(message);
    }
    /// Sends what was put.
    pub async fn flush(&mut self) -> Result<()> {
        if !self.write.is_empty() {
            self.stream.write_all(&self.write).await?;
            self.write.clear();
        }
        Ok(())
    }
    /// Waits for bytes. Dropping the wait loses nothing.
    pub async fn fill(&mut self) -> Result<()> {
        if self.done > 0 {
            self.read.drain(..self.done);
            self.done = 0;
        }
        if self.read.capacity() - self.read.len() < 4096 {
            self.read.reserve(16_384);
        }
        ensure!(self.stream.read_buf(&mut self.read).await? > 0, "the server hung up");
        Ok(())
    }
    /// The next whole message that came, if any.
    pub fn take(&mut self) -> Result<Option<&[u8]>> {
        loop {
            let rest = &self.read[self.done..];
            let [first, second, ..] = *rest else { return Ok(None) };
            let (header, length) = match second {
                126 if rest.len() >= 4 => (4, usize::from(u16::from_be_bytes([rest[2], rest[3]]))),
                127 if rest.len() >= 10 => {
                    (10, usize::try_from(u64::from_be_bytes(rest[2..10].try_into()?)).context("a frame too long")?)
                }
                126 | 127 => return Ok(None),
                short => (2, usize::from(short)),
            };
            if rest.len() < header + length {
                return Ok(None);
            }
            let start = self.done + header;
            self.done = start + length;
            match first {
                0x82 => return Ok(Some(&self.read[start..start + length])),
                0x89 | 0x8a => {}
                0x88 => bail!("closed: {}", String::from_utf8_lossy(&self.read[(start + 2).min(self.done)..self.done])),
                other => bail!("a frame that starts with {other:#x}"),
            }
        }
    }
    /// Asks for everything and waits for it, as a y-websocket client does; answers the server's Step1.
    pub async fn join(&mut self) -> Result<Vec<u8>> {
        self.put(&frames::sync(None, 0, &[0]));
        self.flush().await?;
        let (mut state, mut asked) = (None, false);
        while state.is_none() || !asked {
            while let Some(message) = self.take()? {
                match frames::read_y(message)? {
                    frames::Message::Step2(update) => state = Some(update),
                    frames::Message::Step1(_) => asked = true,
                    _ => {}
                }
            }
            if state.is_none() || !asked {
                self.fill().await?;
            }
        }
        self.put(&frames::sync(None, 1, &EMPTY));
        self.flush().await?;
        state.context("just seen")
    }
}
