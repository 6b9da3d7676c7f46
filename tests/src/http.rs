//! Requests as a person makes them: a session cookie, JSON, and answers byte by byte as they came.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::DEADLINE;

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case with their values, sorted, without `date`: their order is chance, the same for everyone.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("status {} without JSON", self.status))
    }
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
    /// The code of a problem answer.
    pub fn code(&self) -> Option<String> {
        Some(self.json().ok()?.get("code")?.as_str()?.to_owned())
    }
}

/// A ticket for one document, or the code with which it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticket {
    /// May be opened with `token`; writes under `client_id`.
    Given { token: String, generation: u64, client_id: u64 },
    /// Not for this person.
    Refused(String),
}

/// A person with a session.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id of the person.
    pub id: String,
    /// The case of the session.
    pub case: String,
    /// The cookie as it is sent back, `samenbeeld=…`.
    pub cookie: String,
    addr: SocketAddr,
}

impl Person {
    /// Logs in as a demo person.
    pub fn login(addr: SocketAddr, person: &str) -> Result<Self> {
        let answer = send(addr, "POST", "/api/v1/login/demo", None, Some(&json!({ "person": person })))?;
        ensure!(answer.status == 200, "login of {person}: {} {:?}", answer.status, answer.code());
        Self::let_in(addr, &answer)
    }
    /// Whom an answer let in: its cookie, and who they are where.
    pub fn let_in(addr: SocketAddr, answer: &Answer) -> Result<Self> {
        ensure!(answer.status == 200, "nobody came in: {} {:?}", answer.status, answer.code());
        let cookie = answer.header("set-cookie").context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        ensure!(cookie.starts_with("samenbeeld="), "the cookie has another name");
        let body = answer.json()?;
        let named = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned).context("someone, somewhere");
        Ok(Self { id: named("person")?, case: named("case")?, cookie, addr })
    }
    /// Sends JSON that must be taken; gives what came back.
    pub fn ask(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.post(path, body)?;
        ensure!(answer.status < 300, "{path}: {} {:?}", answer.status, answer.code());
        Ok(if answer.body.is_empty() { Value::Null } else { answer.json()? })
    }
    /// Asks for a path.
    pub fn get(&self, path: &str) -> Result<Answer> {
        send(self.addr, "GET", path, Some(&self.cookie), None)
    }
    /// Sends JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        send(self.addr, "POST", path, Some(&self.cookie), Some(body))
    }
    /// Deletes.
    pub fn delete(&self, path: &str) -> Result<Answer> {
        send(self.addr, "DELETE", path, Some(&self.cookie), None)
    }
    /// Tickets for documents, in their order.
    pub fn tickets<S: AsRef<str>>(&self, documents: &[S]) -> Result<Vec<Ticket>> {
        let names: Vec<&str> = documents.iter().map(AsRef::as_ref).collect();
        let answer = self.post("/api/v1/tickets", &json!({ "documents": names }))?;
        ensure!(answer.status == 200, "tickets: {} {:?}", answer.status, answer.code());
        let Value::Array(entries) = answer.json()? else { bail!("tickets are no list") };
        ensure!(entries.len() == names.len(), "{} tickets for {} documents", entries.len(), names.len());
        entries
            .iter()
            .map(|entry| {
                if let Some(code) = entry.get("code").and_then(Value::as_str) {
                    return Ok(Ticket::Refused(code.to_owned()));
                }
                let token = entry.get("ticket").and_then(Value::as_str).context("no ticket")?.to_owned();
                let generation = entry.get("generation").and_then(Value::as_u64).context("no generation")?;
                let client_id = entry.get("client_id").and_then(Value::as_u64).context("no client id")?;
                Ok(Ticket::Given { token, generation, client_id })
            })
            .collect()
    }
    /// The ticket of one document that this person may open.
    pub fn ticket(&self, document: &str) -> Result<(String, u64)> {
        match self.tickets(&[document])?.pop() {
            Some(Ticket::Given { token, client_id, .. }) => Ok((token, client_id)),
            other => bail!("no ticket of {document} for {}: {other:?}", self.id),
        }
    }
    /// The picture of the person's case.
    pub fn picture(&self) -> Result<Answer> {
        self.get(&format!("/api/v1/cases/{}/picture", self.case))
    }
}

/// One request over a connection of its own.
pub fn send(addr: SocketAddr, method: &str, path: &str, cookie: Option<&str>, body: Option<&Value>) -> Result<Answer> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\naccept: */*\r\n");
    if let Some(cookie) = cookie {
        head += &format!("cookie: {cookie}\r\n");
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if method != "GET" {
        head += &format!("origin: http://{addr}\r\ncontent-length: {}\r\n", body.len());
        head += if body.is_empty() { "" } else { "content-type: application/json\r\n" };
    }
    exchange(addr, format!("{head}\r\n{body}").as_bytes())
}

/// Sends any bytes as a request and reads the answer to the end.
pub fn exchange(addr: SocketAddr, request: &[u8]) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&addr, DEADLINE).context("nobody listens")?;
    stream.set_read_timeout(Some(DEADLINE))?;
    stream.set_write_timeout(Some(DEADLINE))?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes)
}

/// A connection that stays open, for requests of which one tells the time: no handshake in between.
pub struct Steady {
    stream: TcpStream,
    head: String,
}

impl Steady {
    /// Connects with the session of a person.
    pub fn connect(addr: SocketAddr, person: &Person) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&addr, DEADLINE).context("nobody listens")?;
        stream.set_read_timeout(Some(DEADLINE))?;
        stream.set_nodelay(true)?;
        let head = format!("host: {addr}\r\norigin: http://{addr}\r\ncookie: {}\r\n", person.cookie);
        Ok(Self { stream, head })
    }
    /// Sends one request with a body (none when empty) and reads the whole answer.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\n{}", self.head);
        if method != "GET" {
            request += &format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
        }
        self.stream.write_all(format!("{request}\r\n{body}").as_bytes())?;
        let mut bytes = Vec::new();
        let mut piece = [0; 16 * 1024];
        loop {
            let n = self.stream.read(&mut piece)?;
            ensure!(n > 0, "the connection ended in the middle of an answer");
            bytes.extend_from_slice(piece.get(..n).unwrap_or_default());
            if let Some(answer) = whole(&bytes)? {
                return Ok(answer);
            }
        }
    }
}

/// The answer, when all of its declared length has come.
fn whole(bytes: &[u8]) -> Result<Option<Answer>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let answer = parse(bytes)?;
    let length: usize = answer.header("content-length").context("an answer without a length")?.parse()?;
    Ok((bytes.len() - end - 4 >= length).then_some(answer))
}

fn parse(bytes: &[u8]) -> Result<Answer> {
    let cut = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "no end of the headers");
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or_else(cut)?;
    let head = std::str::from_utf8(&bytes[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?.parse()?;
    let mut headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .filter(|(name, _)| name != "date")
        .collect();
    headers.sort();
    let body = &bytes[end + 4..];
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value.contains("chunked"));
    let body = if chunked { unchunk(body)? } else { body.to_vec() };
    Ok(Answer { status, headers, body })
}

fn unchunk(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|window| window == b"\r\n").context("a chunk without a size")?;
        let size = std::str::from_utf8(&bytes[..end])?.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16)?;
        if size == 0 {
            return Ok(body);
        }
        let rest = &bytes[end + 2..];
        ensure!(rest.len() >= size + 2, "a chunk that ends too early");
        body.extend_from_slice(&rest[..size]);
        bytes = &rest[size + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_chunks_reads_as_a_whole() {
        let bytes = b"HTTP/1.1 404 Not Found\r\nX-A: b\r\ndate: now\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        let answer = parse(bytes).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (404, b"abcde".as_slice()));
        assert_eq!(answer.header("x-a"), Some("b"));
        assert_eq!(answer.header("date"), None);
    }
}
