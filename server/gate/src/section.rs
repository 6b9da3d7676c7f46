//! A section of an update while its blocks find their places.

use crate::index::Run;
use crate::read::Malformed;
use crate::update::{Block, Blocks, Section};
use crate::write::cut_block;

/// A section of the sender's own that is being read.
pub(crate) struct Open<'a> {
    pub client: u64,
    /// The next clock before this update.
    pub known: u32,
    /// The next clock after the blocks that have found their place.
    pub done: u32,
    pub end: u32,
    /// From the first block on.
    pub all: Blocks<'a>,
    blocks: Blocks<'a>,
    /// A block that waits for another section.
    pub parked: Option<Block<'a>>,
    pub runs: Vec<Run>,
    /// First clocks of blocks whose place is forgotten though they said otherwise, sorted.
    pub forgotten: Vec<u32>,
    /// Some block of it waits for the section being read.
    pub waits: bool,
}

impl<'a> Open<'a> {
    pub fn new(section: &Section<'a>, known: u32) -> Self {
        Self {
            client: section.client,
            known,
            done: known,
            end: section.cut,
            all: section.blocks,
            blocks: section.blocks,
            parked: None,
            runs: Vec::new(),
            forgotten: Vec::new(),
            waits: false,
        }
    }

    /// The next block with something new, without what is known of it.
    pub fn next(&mut self) -> Result<Option<Block<'a>>, Malformed> {
        if let Some(block) = self.parked.take() {
            return Ok(Some(block));
        }
        while let Some(block) = self.blocks.next()? {
            if block.end > self.known {
                return Ok(Some(cut_block(self.client, block, self.known.max(block.clock))));
            }
        }
        Ok(None)
    }
}
