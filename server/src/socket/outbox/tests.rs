//! What an outbox promises, over real sockets on loopback.

use std::future::Future;
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::task::Waker;

use super::*;

fn frame_of(length: usize) -> Frame {
    Frame(Bytes::from(vec![7; length]))
}

/// An outbox that writes to a socket, and the other end of it.
fn connected() -> (Arc<Outbox>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    near.set_nonblocking(true).unwrap();
    let (far, _) = listener.accept().unwrap();
    (Outbox::new(Some(near.into())), far)
}

/// An outbox to a reader who reads nothing, with something in it that the socket could not take whole.
fn blocked() -> (Arc<Outbox>, TcpStream) {
    let (outbox, far) = connected();
    outbox.open();
    outbox.say(&frame_of(12 * 1024 * 1024));
    assert!(outbox.lock().blocked);
    (outbox, far)
}

fn read(far: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    far.read_exact(&mut bytes).unwrap();
    bytes
}

fn body(outbox: &Outbox) -> Poll<Option<Bytes>> {
    outbox.poll_body(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn nothing_is_written_before_the_other_side_has_spoken() {
    let (outbox, mut far) = connected();
    outbox.say(&frame_of(3));
    far.set_nonblocking(true).unwrap();
    assert_eq!(far.read(&mut [0; 8]).unwrap_err().kind(), ErrorKind::WouldBlock);
    far.set_nonblocking(false).unwrap();
    outbox.open();
    assert_eq!(read(&mut far, 3), [7, 7, 7]);
}

#[test]
fn an_outbox_stands_once_on_the_list_of_a_turn() {
    let (outbox, mut far) = connected();
    outbox.open();
    let mut unwritten = Unwritten::default();
    for _ in 0..3 {
        outbox.push(&frame_of(2));
        unwritten.add(&outbox);
    }
    assert_eq!(unwritten.0.len(), 1);
    unwritten.write();
    assert_eq!(read(&mut far, 6).len(), 6);
    unwritten.add(&outbox);
    assert_eq!(unwritten.0.len(), 1);
}

/// docs/protocol.md S9: bounded in bytes, never a silently dropped frame.
#[test]
fn a_full_outbox_says_so_and_tells_when_it_drained() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (outbox, mut far) = blocked();
    assert_eq!(outbox.push(&frame_of(OUTBOX_MAX)), Pushed::Full);
    let reader = std::thread::spawn(move || {
        let read = read(&mut far, 12 * 1024 * 1024).len();
        (far, read)
    });
    runtime.block_on(outbox.drained());
    assert_eq!(reader.join().unwrap().1, 12 * 1024 * 1024);
    assert_eq!(outbox.push(&frame_of(1)), Pushed::Taken);
}

#[test]
fn a_document_larger_than_the_outbox_can_still_be_sent() {
    let (outbox, _far) = connected();
    assert_eq!(outbox.push(&frame_of(3 * OUTBOX_MAX)), Pushed::Taken);
}

/// docs/protocol.md S9: what is always taken is bounded too.
#[test]
fn a_socket_that_lets_answers_pile_up_is_given_up() {
    let (outbox, _far) = connected();
    outbox.open();
    outbox.push_always(&frame_of(ALWAYS_MAX + 1));
    outbox.push_always(&frame_of(1));
    assert_eq!(outbox.lock().frames.len(), 0);
    assert!(outbox.lock().closing);
}

#[test]
fn a_close_comes_after_what_waits_and_ends_the_body() {
    let (outbox, mut far) = connected();
    outbox.open();
    outbox.push(&frame_of(3));
    assert!(body(&outbox).is_pending());
    outbox.close(ErrorCode::WriteForbidden);
    outbox.push(&frame_of(9));
    let bytes = read(&mut far, 7);
    assert_eq!(bytes[..3], [7, 7, 7]);
    assert_eq!(bytes[5..7], 4403u16.to_be_bytes());
    assert!(matches!(body(&outbox), Poll::Ready(None)));
}

/// docs/protocol.md: nothing more leaves for a session that ended, not what waits either.
#[test]
fn giving_up_in_the_middle_of_a_frame_cuts_the_connection() {
    let (outbox, mut far) = blocked();
    let before = outbox.lock().bytes;
    outbox.give_up(ErrorCode::SessionEnded);
    assert!(matches!(body(&outbox), Poll::Ready(None)));
    let mut arrived = Vec::new();
    // A reset is an end too.
    let _ = far.read_to_end(&mut arrived);
    assert!(arrived.len() <= 12 * 1024 * 1024 - before);
}

#[test]
fn a_socket_that_does_not_take_its_last_words_is_cut() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (outbox, _far) = blocked();
    outbox.close(ErrorCode::Restarting);
    runtime.block_on(outbox.finish(Duration::from_millis(1)));
    assert!(matches!(outbox.lock().way, Way::Gone));
    assert!(matches!(body(&outbox), Poll::Ready(None)));
}

#[test]
fn who_is_refused_at_the_door_hears_it_without_having_spoken() {
    let (outbox, _far) = connected();
    outbox.refuse(&frame_of(3), ErrorCode::NotFound);
    assert!(matches!(body(&outbox), Poll::Ready(Some(bytes)) if bytes.len() == 3));
    assert!(matches!(body(&outbox), Poll::Ready(Some(bytes)) if bytes[2..4] == 4404u16.to_be_bytes()));
    assert!(matches!(body(&outbox), Poll::Ready(None)));
}

#[test]
fn without_a_line_the_body_carries_the_frames() {
    let outbox = Outbox::new(None);
    outbox.say(&frame_of(3));
    assert!(matches!(body(&outbox), Poll::Ready(Some(bytes)) if bytes.len() == 3));
    assert!(body(&outbox).is_pending());
    outbox.close(ErrorCode::Restarting);
    assert!(matches!(body(&outbox), Poll::Ready(Some(_))));
    assert!(matches!(body(&outbox), Poll::Ready(None)));
}

#[test]
fn a_full_outbox_without_a_line_drains_through_the_body() {
    let outbox = Outbox::new(None);
    outbox.push(&frame_of(OUTBOX_MAX));
    assert_eq!(outbox.push(&frame_of(1)), Pushed::Full);
    while body(&outbox).is_ready() {}
    let drained = std::pin::pin!(outbox.drained());
    assert!(Future::poll(drained, &mut Context::from_waker(Waker::noop())).is_ready());
}
