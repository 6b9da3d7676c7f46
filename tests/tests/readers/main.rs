//! Whatever the gate lets through, yrs and real Yjs read alike, in whatever order it arrives (R13, G3): blocks nobody would
//! write, honest updates with damaged bytes, and everything the fuzz targets start from. Letters are compared in order.

mod crafted;
mod reading;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samenbeeld_gate::{Index, Owner, RootShape, Verdict, parse_update};
use samenbeeld_tests::node::NodePeer;
use serde_json::{Value, json};

use reading::{Reading, read, whole};

const TEXTS: [&str; 3] = ["text:card/1/text", "text:card/2/text", "T"];
const MAPS: [&str; 2] = ["factor", "order"];
/// Orders of arrival of one story, besides the one in which it was accepted.
const ORDERS: usize = 4;
/// Stories read by Node at once.
const AT_ONCE: usize = 100;

fn roots(root: &str) -> Option<RootShape> {
    match root {
        root if MAPS.contains(&root) => Some(RootShape::Map),
        root if TEXTS.contains(&root) => Some(RootShape::Text),
        _ => None,
    }
}

/// Numbers that look random and are the same each time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}

/// What the gate accepted of one document, in that order.
#[derive(Default)]
pub struct Story {
    name: String,
    index: Index,
    accepted: Vec<Vec<u8>>,
}

impl Story {
    pub fn new(name: String) -> Self {
        Self { name, ..Self::default() }
    }
    /// Offers an update as from somebody whose client ids all are: more gets through to the rules behind.
    pub fn offer(&mut self, bytes: &[u8]) -> bool {
        match take(&mut self.index, bytes) {
            Some(clean) if !clean.is_empty() => self.accepted.push(clean),
            _ => return false,
        }
        true
    }
    /// The same updates in another order in which each can be taken.
    fn shuffled(&self, dice: &mut Dice) -> Result<Vec<Vec<u8>>> {
        let (mut index, mut left, mut order) = (Index::new(), self.accepted.clone(), Vec::new());
        while !left.is_empty() {
            let first = dice.below(left.len());
            left.rotate_left(first);
            let next = left.iter().position(|bytes| take(&mut index, bytes).is_some());
            order.push(left.remove(next.with_context(|| format!("{}: no update can come next", self.name))?));
        }
        Ok(order)
    }
    /// The orders in which readers get it: as accepted, as a whole state, and others.
    fn orders(&self, dice: &mut Dice) -> Result<Vec<Vec<Vec<u8>>>> {
        let mut orders = vec![self.accepted.clone(), vec![whole(&self.accepted)?]];
        for _ in 0..ORDERS {
            orders.push(self.shuffled(dice)?);
        }
        Ok(orders)
    }
}

/// Takes an update in, if it may come now; its clean bytes, none when it says nothing new.
fn take(index: &mut Index, bytes: &[u8]) -> Option<Vec<u8>> {
    let update = parse_update(bytes).ok()?;
    let accepted = match index.judge(&update, &roots, &|_| Owner::Sender) {
        Verdict::Accept(accepted) => accepted.into_owned(),
        // Somebody else may have deleted the same in the meantime.
        Verdict::Nothing => return Some(Vec::new()),
        Verdict::Gap | Verdict::Refuse(_) => return None,
    };
    index.admit(&accepted);
    Some(accepted.clean.into_owned())
}

fn encoded(updates: &[Vec<u8>]) -> Vec<String> {
    updates.iter().map(|bytes| STANDARD.encode(bytes)).collect()
}

/// Reads every story in several orders with both libraries.
fn read_alike(stories: &[Story]) -> Result<()> {
    let mut yjs = NodePeer::start("yjs")?;
    let mut dice = Dice::new(7);
    for some in stories.chunks(AT_ONCE) {
        let mut wanted: Vec<(&Story, Reading)> = Vec::new();
        let mut questions = Vec::new();
        for story in some {
            let first = read(&story.accepted).with_context(|| story.name.clone())?;
            ensure!(first.clocks == story.index.state_vector(), "{}: other clocks than foretold", story.name);
            for order in story.orders(&mut dice)? {
                let again = read(&order).with_context(|| story.name.clone())?;
                let updates = encoded(&order);
                ensure!(
                    again == first,
                    "{}: yrs reads\n{again:?}\nand\n{first:?}\nafter\n{updates:?}\nand\n{:?}",
                    story.name,
                    encoded(&story.accepted)
                );
                questions.push(json!({ "updates": updates, "texts": TEXTS, "maps": MAPS, "gc": dice.below(2) == 0 }));
                wanted.push((story, first.clone()));
            }
        }
        let answers = yjs.ask("read_each", json!({ "all": questions }))?;
        let answers = answers.as_array().context("a list")?;
        ensure!(answers.len() == wanted.len());
        for ((story, ours), (theirs, asked)) in wanted.iter().zip(answers.iter().zip(&questions)) {
            let theirs = Reading::of_yjs(theirs).with_context(|| format!("{}: {asked}", story.name))?;
            ensure!(theirs == *ours, "{}: Yjs reads\n{theirs:?}\nand yrs\n{ours:?}\n{asked}", story.name);
        }
    }
    Ok(())
}

/// More stories in the long run.
fn times() -> u64 {
    if samenbeeld_tests::long() { 10 } else { 1 }
}

#[test]
fn blocks_that_nobody_would_write_read_alike_once_they_are_accepted() -> Result<()> {
    let (stories, refused): (Vec<Story>, Vec<usize>) = (0..600 * times()).map(crafted::story).unzip();
    let accepted: usize = stories.iter().map(|story| story.accepted.len()).sum();
    let refused: usize = refused.iter().sum();
    ensure!(accepted > 5_000 && refused > 5_000, "{accepted} accepted, {refused} refused: too few of one to say much");
    read_alike(&stories)
}

#[test]
fn damaged_updates_read_alike_once_they_are_accepted() -> Result<()> {
    let (stories, hits): (Vec<Story>, Vec<usize>) = (0..150 * times()).map(crafted::damaged_story).unzip();
    ensure!(hits.iter().sum::<usize>() > 300, "{} damaged updates were accepted", hits.iter().sum::<usize>());
    read_alike(&stories)
}

#[test]
fn what_fuzzing_starts_from_reads_alike() -> Result<()> {
    let corpus = samenbeeld_tests::repository().join("server/gate/fuzz/corpus");
    let mut stories = Vec::new();
    for target in ["judge", "update"] {
        for file in std::fs::read_dir(corpus.join(target))? {
            let path = file?.path();
            let bytes = std::fs::read(&path)?;
            let mut story = Story::new(path.display().to_string());
            match bytes.split_first() {
                Some((&len, rest)) if target == "judge" => {
                    let (first, second) = rest.split_at(usize::from(len).min(rest.len()));
                    story.offer(first);
                    story.offer(second);
                }
                _ => drop(story.offer(&bytes)),
            }
            stories.push(story);
        }
    }
    ensure!(stories.len() > 120, "{} files", stories.len());
    read_alike(&stories)
}

/// The rule behind it: without it these five letters stand in two orders.
#[test]
fn a_right_neighbour_that_never_stood_beside_the_left_one_is_what_would_tell_readers_apart() -> Result<()> {
    let letters = crafted::apart();
    let one = &letters;
    let other: Vec<Vec<u8>> = [0, 1, 3, 4, 2].iter().map(|&at| letters[at].clone()).collect();
    let texts = |reading: Reading| reading.texts.get("T").cloned().unwrap_or_default();
    ensure!(texts(read(one)?) != texts(read(&other)?), "then the rule is not needed");
    let mut story = Story::new("apart".to_owned());
    let taken: Vec<bool> = letters.iter().map(|bytes| story.offer(bytes)).collect();
    ensure!(taken == [true, true, true, true, false], "{taken:?}");
    let mut yjs = NodePeer::start("yjs")?;
    let mut ask = |updates: &[Vec<u8>]| -> Result<Value> {
        yjs.ask("read", json!({ "updates": encoded(updates), "texts": ["T"] }))
    };
    ensure!(ask(one)?.get("texts") != ask(&other)?.get("texts"));
    Ok(())
}
