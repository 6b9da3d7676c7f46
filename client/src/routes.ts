// Where in the app someone is, kept in the fragment: it never reaches a server or its logs.
import { PARTS, type PartId } from './views/picture/rows';

/** The drawings, with the name each has in a fragment. */
export const DRAWINGS = { map: 'samenhang', timeline: 'tijdlijn', people: 'mensen', order: 'volgorde' } as const;
/** One of the drawings. */
export type Drawing = keyof typeof DRAWINGS;

/** Which part of the picture a small screen shows: one of them, or all under each other. */
export type ShownPart = PartId | 'all';

/** One place in the app. */
export type Route =
  | { view: 'entry'; person: string | null }
  | { view: 'picture'; item: string | null; part?: ShownPart }
  | { view: 'drawing'; drawing: Drawing | null; item?: string | null }
  | { view: 'stories'; item: string | null }
  /** `item` is a draft, or the name of a way to begin one. */
  | { view: 'mine'; item?: string }
  | { view: 'person'; person: string }
  | { view: Plain }
  /** Leading the case: its people, or the part of it that `item` names. */
  | { view: 'lead'; item?: string }
  | { view: 'versions'; version: string | null };

/** Places that are one page, with the name each has in a fragment. */
const PLAIN = {
  changes: 'veranderd',
  wishes: 'wensen',
  readers: 'gekeken',
  along: 'meelezen',
  devices: 'toestellen',
  search: 'zoeken',
} as const;
type Plain = keyof typeof PLAIN;

const NAME = /^[a-z0-9:-]{1,120}$/;
const ALL = 'alles';

/** Reads a fragment; whatever it does not know is the picture. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  if (text.startsWith('demo=')) {
    const person = text.slice('demo='.length);
    return { view: 'entry', person: NAME.test(person) ? person : null };
  }
  const [, view, id, more] = text.split('/');
  const item = id !== undefined && NAME.test(id) ? id : null;
  switch (view) {
    case 'binnenkomen':
      return { view: 'entry', person: null };
    case 'tekening':
      return {
        view: 'drawing',
        drawing: drawingNamed(id),
        ...(more !== undefined && NAME.test(more) && { item: more }),
      };
    case 'verhaal':
      return { view: 'stories', item };
    case 'van-mij':
      return item === null ? { view: 'mine' } : { view: 'mine', item };
    case 'mens':
      return item === null ? { view: 'picture', item: null } : { view: 'person', person: item };
    case 'dossier':
      return item === null ? { view: 'lead' } : { view: 'lead', item };
    case 'versies':
      return { view: 'versions', version: item };
    case 'beeld':
      if (id === 'deel') return { view: 'picture', item: null, ...partNamed(more) };
      return { view: 'picture', item };
    default: {
      const plain = (Object.keys(PLAIN) as Plain[]).find((one) => PLAIN[one] === view);
      return plain === undefined ? { view: 'picture', item } : { view: plain };
    }
  }
}

function drawingNamed(name: string | undefined): Drawing | null {
  return (Object.keys(DRAWINGS) as Drawing[]).find((one) => DRAWINGS[one] === name) ?? null;
}

function partNamed(name: string | undefined): { part?: ShownPart } {
  const part = name === ALL ? 'all' : PARTS.find((one) => one === name);
  return part === undefined ? {} : { part };
}

/** The fragment of a place, for a link. */
export function href(route: Route): string {
  const tail = (id: string | null) => (id === null ? '' : `/${id}`);
  switch (route.view) {
    case 'entry':
      return route.person === null ? '#/binnenkomen' : `#demo=${route.person}`;
    case 'picture':
      if (route.item === null && route.part !== undefined) {
        return `#/beeld/deel/${route.part === 'all' ? ALL : route.part}`;
      }
      return `#/beeld${tail(route.item)}`;
    case 'drawing':
      return `#/tekening${route.drawing === null ? '' : `/${DRAWINGS[route.drawing]}${tail(route.item ?? null)}`}`;
    case 'stories':
      return `#/verhaal${tail(route.item)}`;
    case 'mine':
      return `#/van-mij${tail(route.item ?? null)}`;
    case 'person':
      return `#/mens/${route.person}`;
    case 'lead':
      return `#/dossier${tail(route.item ?? null)}`;
    case 'versions':
      return `#/versies${tail(route.version)}`;
    default:
      return `#/${PLAIN[route.view]}`;
  }
}
