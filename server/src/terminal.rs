//! What the terminal says when the program serves: where, for the demo a link and a QR for each person, and for a new office the way
//! in of who keeps its accounts.

use std::net::{IpAddr, SocketAddr, UdpSocket};

use fast_qr::qr::QRBuilder;

use crate::app::State;
use crate::http::invitations::{FRAGMENT, invitation};
use crate::office;
use crate::words::sentence;

/// Prints the address for programs (one line, always the same form) and, for a demo, the ways in for people.
pub fn welcome(address: SocketAddr, state: &State) {
    println!("listening on http://{address}");
    let base = format!("http://{}", reachable(address));
    let Some(register) = state.demo_case.as_ref().and_then(|case| state.access.register.case(case)) else {
        return let_the_administrator_in(state.site.public().unwrap_or(&base), state);
    };
    println!("\n{}\n", sentence("terminal-demo", &[]));
    for person in register.persons.iter().filter(|person| person.facts.member) {
        let link = format!("{base}/#demo={}", person.facts.id);
        println!("{} — {link}", person.facts.name.as_str());
        if let Ok(code) = QRBuilder::new(link.as_str()).build() {
            println!("{}", code.to_str());
        }
    }
    println!("{}", sentence("terminal-open", &[("address", &base)]));
}

/// As long as nobody who keeps the accounts can come in, each start makes them a new link and code.
fn let_the_administrator_in(base: &str, state: &State) {
    let register = &state.access.register;
    let waiting = register.case(&office::id()).and_then(|office| office::waiting_administrator(&office).cloned());
    let Some(administrator) = waiting else { return };
    let (invitation, secrets) = invitation(administrator.clone(), administrator, state.clock.now());
    let invited = register.revise(&office::id(), |office| {
        office.ways_in.invite(invitation.clone());
        Ok::<(), std::convert::Infallible>(())
    });
    if invited.is_err() {
        return;
    }
    let link = format!("{base}/{FRAGMENT}{}", secrets.link.secret());
    println!("\n{}", sentence("terminal-admin", &[("link", &link)]));
    println!("{}", sentence("terminal-admin-code", &[("code", &secrets.code.shown())]));
}

/// The address that a phone in the same network can use.
fn reachable(address: SocketAddr) -> SocketAddr {
    if !address.ip().is_unspecified() {
        return address;
    }
    // Asking for a route sends nothing: a UDP socket that is connected only learns its own address.
    let own = UdpSocket::bind(("0.0.0.0", 0)).and_then(|socket| {
        socket.connect(("192.0.2.1", 9))?;
        socket.local_addr()
    });
    SocketAddr::new(own.map_or(IpAddr::from([127, 0, 0, 1]), |own| own.ip()), address.port())
}
