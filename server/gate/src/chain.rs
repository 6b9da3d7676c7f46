//! Who is the last writer of a map key.
//!
//! Yjs keeps all writes of a key in one list and lets the last one count. A write never has a right origin (the parser of
//! the gate sees to that), so the list is the pre-order walk of a tree: the parent of a write is the write it saw, and
//! children stand in the order of their client ids. The last of the list is found by always going to the largest child.
//! Only that path has to be kept: a write beside it can never come back onto it. Whoever lands beside the path is deleted
//! at once, and whoever becomes the end of it deletes the former end. Peers do this without being told, so the index must
//! know it too; otherwise an honest reader's delete set would look like news.

use crate::Id;

/// A stretch of the path: writes of one client with consecutive clocks, each made upon the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Link {
    client: u64,
    clock: u32,
    /// How many writes stand above the first of this stretch.
    depth: u32,
}

/// The path from the first write of a key to the one that counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Chain {
    links: Vec<Link>,
    depth: u32,
}

/// Where a write landed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Landing {
    /// It counts now; the write that counted until now is deleted.
    Last { over: Option<Id> },
    /// Another one counts; it is deleted itself.
    Behind,
}

/// A path that writes can land on: the kept one, or a draft over it.
pub(crate) trait Path {
    /// How many writes are on the path.
    fn depth(&self) -> u32;
    /// The write at this depth.
    fn at(&self, depth: u32) -> Option<Id>;
    /// Takes everything from this depth on off the path.
    fn cut(&mut self, depth: u32);
    /// Adds writes with consecutive clocks at the end.
    fn push(&mut self, id: Id, len: u32);
}

/// Lands `len` consecutive writes made upon `after` (a write and its depth), and says at which depth the first stands.
pub(crate) fn land(path: &mut impl Path, id: Id, len: u32, after: Option<(Id, u32)>) -> (Landing, u32) {
    let depth = match after {
        None => 0,
        Some((origin, above)) => {
            let depth = above.saturating_add(1);
            if path.at(above) != Some(origin) {
                return (Landing::Behind, depth);
            }
            depth
        }
    };
    // Between writes of one client upon the same origin the earlier stays last, as in Yjs.
    if path.at(depth).is_some_and(|rival| rival.client >= id.client) {
        return (Landing::Behind, depth);
    }
    let over = path.depth().checked_sub(1).and_then(|end| path.at(end));
    path.cut(depth);
    path.push(id, len);
    (Landing::Last { over }, depth)
}

impl Path for Chain {
    fn depth(&self) -> u32 {
        self.depth
    }

    fn at(&self, depth: u32) -> Option<Id> {
        if depth >= self.depth {
            return None;
        }
        let after = self.links.partition_point(|link| link.depth <= depth);
        let link = self.links.get(after.checked_sub(1)?)?;
        let clock = link.clock.saturating_add(depth.checked_sub(link.depth)?);
        Some(Id { client: link.client, clock })
    }

    fn cut(&mut self, depth: u32) {
        if depth < self.depth {
            self.links.truncate(self.links.partition_point(|link| link.depth < depth));
            self.depth = depth;
        }
    }

    fn push(&mut self, id: Id, len: u32) {
        let goes_on = self.links.last().is_some_and(|link| {
            let next = link.clock.saturating_add(self.depth.saturating_sub(link.depth));
            link.client == id.client && next == id.clock
        });
        if !goes_on {
            self.links.push(Link { client: id.client, clock: id.clock, depth: self.depth });
        }
        self.depth = self.depth.saturating_add(len);
    }
}

/// A path as it would be: the kept one up to some depth, then what was drafted.
#[derive(Debug)]
pub(crate) struct ChainDraft<'i> {
    base: Option<&'i Chain>,
    kept: u32,
    added: Chain,
}

impl<'i> ChainDraft<'i> {
    pub fn over(base: Option<&'i Chain>) -> Self {
        let kept = base.map_or(0, Path::depth);
        Self { base, kept, added: Chain { links: Vec::new(), depth: kept } }
    }
}

impl Path for ChainDraft<'_> {
    fn depth(&self) -> u32 {
        self.added.depth
    }

    fn at(&self, depth: u32) -> Option<Id> {
        if depth < self.kept { self.base?.at(depth) } else { self.added.at(depth) }
    }

    fn cut(&mut self, depth: u32) {
        self.kept = self.kept.min(depth);
        self.added.cut(depth);
    }

    fn push(&mut self, id: Id, len: u32) {
        self.added.push(id, len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(client: u64, clock: u32) -> Id {
        Id { client, clock }
    }

    #[test]
    fn writes_upon_each_other_share_one_link_and_delete_the_one_before() {
        let mut chain = Chain::default();
        assert_eq!(land(&mut chain, id(1, 0), 1, None), (Landing::Last { over: None }, 0));
        assert_eq!(land(&mut chain, id(1, 1), 1, Some((id(1, 0), 0))), (Landing::Last { over: Some(id(1, 0)) }, 1));
        assert_eq!(chain.links.len(), 1);
        assert_eq!((chain.at(0), chain.at(1), chain.at(2)), (Some(id(1, 0)), Some(id(1, 1)), None));
    }

    #[test]
    fn of_two_writes_upon_the_same_the_larger_client_counts_whatever_the_order() {
        let mut first_small = Chain::default();
        land(&mut first_small, id(1, 0), 3, None);
        assert_eq!(land(&mut first_small, id(2, 0), 1, None).0, Landing::Last { over: Some(id(1, 2)) });
        assert_eq!(land(&mut first_small, id(1, 3), 1, Some((id(1, 2), 2))).0, Landing::Behind);
        let mut first_large = Chain::default();
        land(&mut first_large, id(2, 0), 1, None);
        assert_eq!(land(&mut first_large, id(1, 0), 3, None).0, Landing::Behind);
        assert_eq!(land(&mut first_large, id(1, 3), 1, Some((id(1, 2), 2))).0, Landing::Behind);
        assert_eq!(first_small, first_large);
    }

    #[test]
    fn a_draft_leaves_the_kept_path_alone() {
        let mut chain = Chain::default();
        land(&mut chain, id(1, 0), 5, None);
        let kept = chain.clone();
        let mut draft = ChainDraft::over(Some(&chain));
        assert_eq!(land(&mut draft, id(2, 0), 1, Some((id(1, 1), 1))), (Landing::Last { over: Some(id(1, 4)) }, 2));
        assert_eq!((draft.depth(), draft.at(1), draft.at(2)), (3, Some(id(1, 1)), Some(id(2, 0))));
        assert_eq!(chain, kept);
    }
}
