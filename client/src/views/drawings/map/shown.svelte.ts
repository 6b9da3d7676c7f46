// What is on the map now: the choice made, the things and lines it shows, and where all of them stand, which is the same for
// every choice and every screen. What is on the screen stays on it, and where it is, while others write.
import { apartRooms } from '../../picture/select';
import type { CaseStore } from '../../store';
import { say } from '../../words.svelte';
import type { StageThing } from '../stage/thing';
import { type Box, boundsOf, type Point } from '../stage/view';
import { boxOf, type MapBox } from './boxes';
import { graphOf, type MapLink, type MapThing } from './graph';
import { boxAround } from './layout';
import { thickness, wordingsOf } from './line-look';
import { type Course, type Drawn, drawAll, drawSome } from './lines';
import { remember } from './memory';
import { type Choice, EVERYTHING, nameOf, pick } from './pick';
import { placesOn } from './places';
import { nameOfThing } from './sentences';

/** A thing with its place on the stage. */
export interface ShownThing extends StageThing {
  thing: MapThing;
  box: MapBox;
}

/** A line with its course, which changes while one of its ends is dragged. */
export class ShownLine {
  drawn: Drawn | undefined = $state.raw();
  constructor(
    readonly link: MapLink,
    readonly course: Course,
    readonly resting: Drawn | undefined,
  ) {
    this.drawn = resting;
  }
}

/** The map on one screen. */
export class ShownMap {
  choice: Choice = $state.raw(EVERYTHING);
  /** What each choice showed last on this screen. */
  private readonly before = new Map<string, Set<string>>();
  private lastLines: { key: string; drawn: Map<string, Drawn> } = { key: '', drawn: new Map() };

  private readonly memory;

  constructor(private readonly store: CaseStore) {
    this.memory = remember(store.me);
  }

  readonly graph = $derived.by(() => graphOf(this.store.picture));
  /** The choice is known by this name: while it stays, nothing moves by itself. */
  readonly about = $derived(nameOf(this.choice));
  readonly picked = $derived.by(() => {
    const picked = pick(this.graph, this.choice, this.before.get(this.about), apartRooms(this.store.rooms));
    // Kept without being watched: it is the memory of this screen, made from what was shown, and shows nothing itself.
    this.before.set(this.about, new Set(picked.things.map((thing) => thing.id)));
    return picked;
  });
  readonly round = $derived(this.graph.rounds.find((one) => one.id === this.choice.round) ?? null);

  private readonly boxes = $derived.by(
    () => new Map(this.picked.things.map((thing) => [thing.id, boxOf(thing, (id) => this.store.face(id).name)])),
  );

  private readonly places = $derived.by(() => placesOn(this.store.picture, this.graph, this.memory));

  private readonly standing = $derived.by(() => {
    const standing = new Map<string, Box>();
    for (const [id, box] of this.boxes) standing.set(id, boxAround(box, this.places.get(id) ?? { x: 0, y: 0 }));
    return standing;
  });

  /** The things, the most important first. */
  readonly things: readonly ShownThing[] = $derived.by(() =>
    this.picked.things.flatMap((thing): ShownThing[] => {
      const [box, at] = [this.boxes.get(thing.id), this.standing.get(thing.id)];
      if (box === undefined || at === undefined) return [];
      const name = nameOfThing(thing, this.picked, (id) => this.store.face(id).name);
      const movable = this.store.ready && this.store.room(thing.room)?.writesBoard === true;
      return [{ ...at, id: thing.id, name, movable, thing, box }];
    }),
  );

  readonly lines: readonly ShownLine[] = $derived.by(() => {
    const courses = this.picked.links.map(courseOf);
    // Others write all the time; lines are drawn again only when something on the map changed.
    const key = JSON.stringify([courses, [...this.standing]]);
    if (key !== this.lastLines.key) this.lastLines = { key, drawn: drawAll(courses, this.standing) };
    return this.picked.links.map((link, index) => {
      const course = courses[index] ?? courseOf(link);
      return new ShownLine(link, course, this.lastLines.drawn.get(link.id));
    });
  });

  /** Everything that is drawn: lines that go round things, and words on lines, too. */
  readonly extent: Box | null = $derived.by(() =>
    boundsOf([
      ...this.standing.values(),
      ...this.lines.flatMap(({ resting }) =>
        resting === undefined ? [] : [resting.label, ...resting.along.map((at) => ({ ...at, width: 0, height: 0 }))],
      ),
    ]),
  );

  /** What is shown, in a sentence. */
  readonly description = $derived.by(() => {
    const { things, links, fitting } = this.picked;
    const count = say('client-map-shown', { shown: things.length, all: fitting, lines: links.length });
    if (this.round === null) return count;
    const row = this.store.row(this.round.id);
    const steps = (row?.chain ?? []).map((step) => `${step.words} ${step.verb}`).join(' → ');
    return `${row?.words ?? ''}: ${steps}`;
  });

  /** Draws the lines of a thing that is dragged; `null` puts them back. */
  drag(id: string, at: Point | null): void {
    const touching = this.lines.filter(({ link }) => link.from === id || link.to === id);
    if (at === null) {
      for (const line of touching) line.drawn = line.resting;
      return;
    }
    const box = this.standing.get(id);
    if (box === undefined) return;
    const boxes = new Map(this.standing).set(id, { ...box, ...at });
    const others = this.lines.flatMap((line) =>
      touching.includes(line) || line.resting === undefined ? [] : [line.resting.label],
    );
    const courses = touching.map((line) => line.course);
    const drawn = drawSome(courses, boxes, others, []);
    for (const line of touching) line.drawn = drawn.get(line.link.id);
  }

  /** Where the middle of a thing is when its corner is there. */
  middleOf(id: string, corner: Point): Point | null {
    const box = this.standing.get(id);
    return box === undefined ? null : { x: corner.x + box.width / 2, y: corner.y + box.height / 2 };
  }
}

function courseOf(link: MapLink): Course {
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    wordings: wordingsOf(link.kind),
    thick: thickness(link.strength),
  };
}
