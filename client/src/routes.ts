// Where in the app someone is, kept in the fragment: it never reaches a server or its logs.

/** One place in the app. */
export type Route =
  | { view: 'entry'; person: string | null }
  | { view: 'picture'; item: string | null }
  | { view: 'stories'; item: string | null }
  | { view: 'mine' }
  | { view: 'versions'; version: string | null };

const NAME = /^[a-z0-9:-]{1,120}$/;

/** Reads a fragment; whatever it does not know is the picture. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  if (text.startsWith('demo=')) {
    const person = text.slice('demo='.length);
    return { view: 'entry', person: NAME.test(person) ? person : null };
  }
  const [, view, id] = text.split('/');
  const item = id !== undefined && NAME.test(id) ? id : null;
  switch (view) {
    case 'binnenkomen':
      return { view: 'entry', person: null };
    case 'verhaal':
      return { view: 'stories', item };
    case 'van-mij':
      return { view: 'mine' };
    case 'versies':
      return { view: 'versions', version: item };
    default:
      return { view: 'picture', item };
  }
}

/** The fragment of a place, for a link. */
export function href(route: Route): string {
  const tail = (id: string | null) => (id === null ? '' : `/${id}`);
  switch (route.view) {
    case 'entry':
      return route.person === null ? '#/binnenkomen' : `#demo=${route.person}`;
    case 'picture':
      return `#/beeld${tail(route.item)}`;
    case 'stories':
      return `#/verhaal${tail(route.item)}`;
    case 'mine':
      return '#/van-mij';
    case 'versions':
      return `#/versies${tail(route.version)}`;
  }
}
