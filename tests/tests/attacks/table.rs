//! The malformed updates, by hand. Each is made from the attacker's own fresh client id and the victim's client id and
//! next clock; `codes` says with which close codes it may be refused.

use samenbeeld_tests::family::SCRATCH;
use samenbeeld_tests::update::{Place, deletes, item, one_struct, single};
use samenbeeld_tests::wire::Put;

type Make = Box<dyn Fn(u64, (u64, u64)) -> Vec<u8>>;

/// One attack.
pub struct Attack {
    /// What it is, for a failing test.
    pub name: &'static str,
    /// How it may be refused.
    pub codes: &'static [u16],
    /// The bytes.
    pub make: Make,
}

const MALFORMED: &[u16] = &[4400];
const LARGE: &[u16] = &[4400, 4413, 1009];
/// G4 and C2: another's client id is not one's own, whichever of the two is seen first.
const FOREIGN: &[u16] = &[4403, 4409];
const KEY: &str = "1f0e9d8c-7b6a-4958-8776-655443322110/text";

fn any(value: impl Fn(&mut Vec<u8>) + 'static) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |me, _| {
        single(me, 0, |out| {
            item(out, 8, Place::key("question", KEY), |out| {
                out.uint(1);
                value(out);
            });
        })
    }
}

/// A struct with content reference `content` at the start of the scratch text.
fn content(content: u8, body: impl Fn(&mut Vec<u8>) + 'static) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |me, _| single(me, 0, |out| item(out, content, Place::text(SCRATCH), |out| body(out)))
}

/// A well-formed piece of content in a root where it may not stand.
fn misplaced(content: u8, root: &'static str, key: Option<&'static str>) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |me, _| {
        let place = Place { root, key, after: None, before: None };
        single(me, 0, |out| {
            item(out, content, place, |out| {
                if content == 8 {
                    out.extend([1, 119]);
                }
                out.text("x");
            });
        })
    }
}

fn bytes(bytes: &'static [u8]) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |_, _| bytes.to_vec()
}

/// A struct that is no item: GC (0), Deleted (1) or Skip (10), `ahead` of the clock.
fn length_only(info: u8, own: bool, ahead: u64, length: u64) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |me, (victim, clock)| {
        let (client, clock) = if own { (me, ahead) } else { (victim, clock + ahead) };
        single(client, clock, |out| {
            if info == 1 {
                item(out, 1, Place::text(SCRATCH), |out| out.uint(length));
            } else {
                out.push(info);
                out.uint(length);
            }
        })
    }
}

/// All attacks of which each must be refused.
pub fn attacks() -> Vec<Attack> {
    let mut all = Vec::new();
    let mut add = |name, codes, make: Make| all.push(Attack { name, codes, make });

    // G1: the killers, and bytes that are not what they say.
    add("2^28 clients declared in 5 bytes", MALFORMED, Box::new(bytes(&[0x80, 0x80, 0x80, 0x80, 1])));
    add("2^26 clients declared in 4 bytes", MALFORMED, Box::new(bytes(&[0x80, 0x80, 0x80, 0x20])));
    add("values nested 10,000 deep", MALFORMED, Box::new(any(|out| nested(out, 10_000))));
    add("values nested 17 deep", MALFORMED, Box::new(any(|out| nested(out, 17))));
    add(
        "maps nested 40 deep",
        MALFORMED,
        Box::new(any(|out| {
            (0..40).for_each(|_| out.extend([118, 1, 1, b'a']));
            out.push(126);
        })),
    );
    add("nothing at all", MALFORMED, Box::new(bytes(&[])));
    add("half an update", MALFORMED, Box::new(bytes(&[0])));
    add(
        "2^35 structs declared",
        MALFORMED,
        Box::new(|me, _| {
            let mut out = Vec::new();
            [1, 1 << 35, me, 0].into_iter().for_each(|n| out.uint(n));
            out
        }),
    );
    add("2^27 values declared", MALFORMED, Box::new(content_at_key(8, |out| out.uint(1 << 27))));
    add(
        "a map of 2^27 keys declared",
        MALFORMED,
        Box::new(any(|out| {
            out.push(118);
            out.uint(1 << 27);
        })),
    );
    add("a text longer than the bytes", MALFORMED, Box::new(content(4, |out| out.uint(1 << 20))));
    add("a text that is not UTF-8", MALFORMED, Box::new(content(4, |out| out.buf(&[0xff, 0xfe, b'a']))));
    add("a text cut in the middle of a character", MALFORMED, Box::new(content(4, |out| out.buf(&[b'a', 0xc3]))));
    add(
        "a root name that is not UTF-8",
        MALFORMED,
        Box::new(|me, _| {
            single(me, 0, |out| {
                out.extend([4, 1]);
                out.buf(&[b'q', 0x80]);
                out.text("x");
            })
        }),
    );
    add("a number that never ends", MALFORMED, Box::new(bytes(&[0xff; 20])));
    add(
        "a client id above 2^53",
        MALFORMED,
        Box::new(|_, _| single(1 << 53, 0, |out| item(out, 4, Place::text(SCRATCH), |out| out.text("x")))),
    );
    add(
        "a clock of 2^31",
        MALFORMED,
        Box::new(|me, _| single(me, 1 << 31, |out| item(out, 4, Place::text(SCRATCH), |out| out.text("x")))),
    );
    add("an own GC that reaches past 2^31", MALFORMED, Box::new(length_only(0, true, 0, (1 << 31) + 1)));
    add("a GC of nothing", MALFORMED, Box::new(length_only(0, true, 0, 0)));
    add("deleted content of nothing", MALFORMED, Box::new(length_only(1, true, 0, 0)));
    add("an empty text", MALFORMED, Box::new(content(4, |out| out.text(""))));
    add("no value at all", MALFORMED, Box::new(content_at_key(8, |out| out.uint(0))));
    add("a value of an unknown kind", MALFORMED, Box::new(any(|out| out.push(100))));
    add(
        "bytes after the end",
        MALFORMED,
        Box::new(|me, _| {
            let mut out = single(me, 0, |out| item(out, 4, Place::text(SCRATCH), |out| out.text("x")));
            out.push(0);
            out
        }),
    );
    add("2^30 deleting clients declared", MALFORMED, Box::new(bytes(&[0, 0x80, 0x80, 0x80, 0x80, 4])));
    add("2^30 deleted ranges declared", MALFORMED, Box::new(bytes(&[0, 1, 7, 0x80, 0x80, 0x80, 0x80, 4])));
    add(
        "everything the victim ever writes deleted",
        &[4400, 4403, 4409],
        Box::new(|_, (victim, _)| deletes(&[(victim, 0, (1 << 32) - 1)])),
    );
    add("a deleting client above 2^53", MALFORMED, Box::new(|_, _| deletes(&[(1 << 54, 0, 1)])));
    add("an update of format v2", MALFORMED, Box::new(bytes(&[0, 0, 5, 1, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0])));

    // G2, D11: content that we do not use.
    add(
        "JSON content",
        MALFORMED,
        Box::new(content(2, |out| {
            out.uint(1);
            out.text("1");
        })),
    );
    add("binary content", MALFORMED, Box::new(content(3, |out| out.buf(&[1, 2, 3]))));
    add("an embed", MALFORMED, Box::new(content(5, |out| out.text("{}"))));
    add(
        "formatting",
        MALFORMED,
        Box::new(content(6, |out| {
            out.text("bold");
            out.text("true");
        })),
    );
    add("a nested map", MALFORMED, Box::new(content(7, |out| out.uint(1))));
    add("a nested weak link", MALFORMED, Box::new(content(7, |out| out.uint(7))));
    add(
        "a subdocument",
        MALFORMED,
        Box::new(content(9, |out| {
            out.text("guid");
            out.extend([118, 0]);
        })),
    );
    add("content of the unknown kind 11", MALFORMED, Box::new(content(11, |out| out.text("x"))));
    add("content of the unknown kind 31", MALFORMED, Box::new(content(31, |out| out.text("x"))));

    // D11, G3: the wrong place.
    add("a string in a map", MALFORMED, Box::new(misplaced(4, "question", Some(KEY))));
    add("a value in a text", MALFORMED, Box::new(misplaced(8, SCRATCH, None)));
    add("a root nobody knows", MALFORMED, Box::new(misplaced(8, "foo", Some(KEY))));
    add("a voice's root on a board", MALFORMED, Box::new(misplaced(8, "factor", Some(KEY))));
    add(
        "a draft on a board",
        MALFORMED,
        Box::new(misplaced(4, "draft:1f0e9d8c-7b6a-4958-8776-655443322110/text", None)),
    );
    add("a root with a name of JavaScript's", MALFORMED, Box::new(misplaced(8, "__proto__", Some(KEY))));
    add("a root without a name", MALFORMED, Box::new(misplaced(4, "", None)));
    add("a joint text of no item", MALFORMED, Box::new(misplaced(4, "text:explanation/nope/text", None)));
    add("a key in a text", MALFORMED, Box::new(misplaced(4, SCRATCH, Some(KEY))));
    add("a list in a map", MALFORMED, Box::new(misplaced(8, "question", None)));
    add(
        "an item inside an item",
        MALFORMED,
        Box::new(|me, (victim, clock)| {
            single(me, 0, |out| {
                out.extend([4, 0]);
                out.uint(victim);
                out.uint(clock - 1);
                out.text("x");
            })
        }),
    );
    add(
        "two neighbours in different roots",
        MALFORMED,
        Box::new(|me, (victim, _)| {
            let mut out = Vec::new();
            [1, 2, me, 0].into_iter().for_each(|n| out.uint(n));
            let other = "text:explanation/2b6f9c1e-3d4a-4e5f-8a7b-9c0d1e2f3a4b/text";
            item(&mut out, 4, Place::text(other), |out| out.text("a"));
            let between = Place { root: SCRATCH, key: None, after: Some((me, 0)), before: Some((victim, 0)) };
            item(&mut out, 4, between, |out| out.text("b"));
            out.push(0);
            out
        }),
    );

    // G2, G4, C2: other people's client ids.
    add("9 bytes that silence the victim", FOREIGN, Box::new(length_only(0, false, 0, 1 << 20)));
    add("the same with a gap", FOREIGN, Box::new(length_only(0, false, 5, 1 << 20)));
    add("deleted content in the victim's name", FOREIGN, Box::new(length_only(1, false, 0, 4)));
    add(
        "words in the victim's name",
        FOREIGN,
        Box::new(|_, (victim, clock)| {
            let after = Place { root: SCRATCH, key: None, after: Some((victim, clock - 1)), before: None };
            single(victim, clock, |out| item(out, 4, after, |out| out.text("niet van mij")))
        }),
    );
    add(
        "own words together with words in the victim's name",
        FOREIGN,
        Box::new(|me, (victim, clock)| {
            let mut out = Vec::new();
            out.uint(2);
            for (client, clock) in
                [(me.max(victim), 0), (me.min(victim), 0)].map(|(id, own)| (id, if id == victim { clock } else { own }))
            {
                [1, client, clock].into_iter().for_each(|n| out.uint(n));
                item(&mut out, 4, Place::text(SCRATCH), |out| out.text("x"));
            }
            out.push(0);
            out
        }),
    );
    add("a Skip under the own id", &[4400, 4409], Box::new(length_only(10, true, 0, 5)));

    // Sizes.
    add(
        "own words and then half a struct",
        MALFORMED,
        Box::new(|me, _| {
            let mut out = Vec::new();
            [1, 2, me, 0].into_iter().for_each(|n| out.uint(n));
            item(&mut out, 4, Place::text(SCRATCH), |out| out.text("heel"));
            out.extend([0x84, 1]);
            out
        }),
    );
    add(
        "a message above 64 KiB",
        LARGE,
        Box::new(|me, _| single(me, 0, |out| item(out, 4, Place::text(SCRATCH), |out| out.text(&"x".repeat(70_000))))),
    );
    all
}

fn content_at_key(content: u8, body: impl Fn(&mut Vec<u8>) + 'static) -> impl Fn(u64, (u64, u64)) -> Vec<u8> {
    move |me, _| single(me, 0, |out| item(out, content, Place::key("question", KEY), |out| body(out)))
}

fn nested(out: &mut Vec<u8>, depth: usize) {
    (0..depth).for_each(|_| out.extend([117, 1]));
    out.push(126);
}

/// Updates that are well formed and build on what never was.
pub fn gaps() -> Vec<(&'static str, Make)> {
    let after = |origin: (u64, u64)| Place { root: SCRATCH, key: None, after: Some(origin), before: None };
    let words = move |me: u64, clock: u64, place: Place<'_>| {
        let mut out = Vec::new();
        one_struct(&mut out, me, clock, |out| item(out, 4, place, |out| out.text("x")));
        out.push(0);
        out
    };
    vec![
        ("an own clock gap", Box::new(move |me, _| words(me, 7, Place::text(SCRATCH)))),
        ("an origin of a client that never wrote", Box::new(move |me, _| words(me, 0, after((me ^ 1, 3))))),
        (
            "an origin the victim has yet to write",
            Box::new(move |me, (victim, clock)| words(me, 0, after((victim, clock + 9)))),
        ),
        ("an own clock gap by a GC", Box::new(|me, _| single(me, 9, |out| out.extend([0, 3])))),
        ("a deletion of what nobody wrote", Box::new(|me, _| deletes(&[(me ^ 1, 0, 4)]))),
    ]
}
