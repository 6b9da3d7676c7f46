import { expect, it } from 'vitest';
import { href, parseRoute, type Route } from './routes';

it('reads back every place it names', () => {
  const places: Route[] = [
    { view: 'entry', person: null },
    { view: 'entry', person: 'noor' },
    { view: 'picture', item: null },
    { view: 'picture', item: 'f08' },
    { view: 'stories', item: null },
    { view: 'stories', item: 'x1' },
    { view: 'mine' },
    { view: 'versions', version: null },
    { view: 'versions', version: 'v1' },
  ];
  for (const place of places) expect(parseRoute(href(place))).toEqual(place);
});

it('takes a fragment it does not know for the picture', () => {
  for (const hash of ['', '#', '#/', '#/<script>', '#/beeld/<b>']) {
    expect(parseRoute(hash)).toEqual({ view: 'picture', item: null });
  }
  expect(parseRoute('#demo=<b>')).toEqual({ view: 'entry', person: null });
});
