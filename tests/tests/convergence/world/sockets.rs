//! Sockets: delay, order within one and none between two, and how they break.

use samenbeeld::wire::{ClientMessage, ServerMessage};

use super::{Broken, Connection, Event, Kind, World};

impl World<'_> {
    pub(super) fn connect(&mut self, client: usize) {
        let who = &self.clients[client];
        if who.connection.is_some() || !who.wants_online {
            return;
        }
        if !self.is_up {
            return self.after(500, Event::Connect { client });
        }
        let connection = self.connections.len();
        self.connections.push(Connection {
            client,
            epoch: self.epoch,
            client_end: true,
            server_end: false,
            lost: false,
            seats: Vec::new(),
            up: self.now,
            down: self.now,
        });
        self.clients[client].connection = Some(connection);
        self.on_the_way_up(connection, Event::Join { connection });
        for (document, message) in self.clients[client].connected() {
            self.send_up(connection, document, message);
        }
    }

    pub(super) fn send_up(&mut self, connection: usize, document: usize, message: ClientMessage) {
        self.on_the_way_up(connection, Event::ToServer { connection, document, message });
    }

    pub(super) fn on_the_way_up(&mut self, connection: usize, event: Event) {
        let delay = self.delay();
        let socket = &mut self.connections[connection];
        socket.up = socket.up.max(self.now + delay);
        let at = socket.up;
        self.at(at, event);
    }

    pub(super) fn send_down(&mut self, connection: usize, document: usize, message: ServerMessage) {
        if self.kind == Kind::DropsFrames && matches!(message, ServerMessage::Update(_)) && self.chance.one_in(5) {
            return;
        }
        let delay = self.delay();
        let socket = &mut self.connections[connection];
        socket.down = socket.down.max(self.now + delay);
        let at = socket.down;
        self.at(at, Event::ToClient { connection, document, message });
    }

    /// Mostly quick, sometimes a train in a tunnel.
    pub(super) fn delay(&mut self) -> u64 {
        if self.chance.one_in(20) { self.chance.below(1_500) } else { self.chance.below(40) }
    }

    /// The client's end of its socket is gone; the server notices later.
    pub(super) fn cut(&mut self, client: usize, arrives: bool) {
        let Some(connection) = self.clients[client].connection else { return };
        self.clients[client].disconnected();
        self.connections[connection].client_end = false;
        if arrives {
            self.on_the_way_up(connection, Event::Gone { connection });
        } else {
            self.connections[connection].lost = true;
            self.after(3, Event::Gone { connection });
        }
        self.after(400, Event::Connect { client });
    }

    /// The server's end is gone: it closed the socket, or died.
    pub(super) fn close(&mut self, connection: usize) {
        self.connections[connection].server_end = false;
        let client = self.connections[connection].client;
        if self.connections[connection].client_end {
            self.connections[connection].client_end = false;
            self.clients[client].disconnected();
            self.after(400, Event::Connect { client });
        }
    }

    pub(super) fn gone(&mut self, connection: usize) -> Result<(), Broken> {
        let socket = &mut self.connections[connection];
        if !std::mem::take(&mut socket.server_end) || socket.epoch != self.epoch {
            return Ok(());
        }
        let seats = socket.seats.clone();
        for (document, seat) in seats.into_iter().enumerate() {
            self.documents[document].seats.remove(&seat);
            self.documents[document].early_seats.retain(|(early, ..)| *early != seat);
            self.with_core(document, |core, out| core.leave(seat, out))?;
        }
        Ok(())
    }
}
