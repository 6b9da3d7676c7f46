import { expect, it } from 'vitest';
import { DRAWINGS, type Drawing, href, parseRoute, type Route } from './routes';
import { PARTS } from './views/picture/rows';

it('reads back every place it names', () => {
  const places: Route[] = [
    { view: 'entry', person: null },
    { view: 'entry', person: 'noor' },
    { view: 'picture', item: null },
    { view: 'picture', item: 'f08' },
    ...PARTS.map((part): Route => ({ view: 'picture', item: null, part })),
    { view: 'picture', item: null, part: 'all' },
    { view: 'drawing', drawing: null },
    ...(Object.keys(DRAWINGS) as Drawing[]).map((drawing): Route => ({ view: 'drawing', drawing })),
    { view: 'drawing', drawing: 'map', item: 'f08' },
    { view: 'stories', item: null },
    { view: 'stories', item: 'x1' },
    { view: 'mine' },
    { view: 'mine', item: 'helps' },
    { view: 'person', person: 'noor' },
    { view: 'changes' },
    { view: 'wishes' },
    { view: 'readers' },
    { view: 'along' },
    { view: 'search' },
    { view: 'lead' },
    { view: 'lead', item: 'kamers' },
    { view: 'versions', version: null },
    { view: 'versions', version: 'v1' },
  ];
  for (const place of places) expect(parseRoute(href(place))).toEqual(place);
});

it('takes a fragment it does not know for the picture', () => {
  for (const hash of [
    '',
    '#',
    '#/',
    '#/<script>',
    '#/beeld/<b>',
    '#/beeld/deel',
    '#/beeld/deel/<b>',
    '#/mens',
    '#/mens/<b>',
  ]) {
    expect(parseRoute(hash)).toEqual({ view: 'picture', item: null });
  }
  expect(parseRoute('#/tekening/<b>')).toEqual({ view: 'drawing', drawing: null });
  expect(parseRoute('#demo=<b>')).toEqual({ view: 'entry', person: null });
});
