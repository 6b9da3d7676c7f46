// A11: text on its ground at least 4.5:1, parts and focus at least 3:1, in every theme; in high contrast 7:1 and 4.5:1.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { THEMES_SHOWN } from '../ui/display';

const source = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = (css: string) =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
const [light = '', ...others] = source.split(/(?=\[data-theme="[\w-]+"\] \{)/);
const named = new Map(others.map((css) => [css.match(/^\[data-theme="([\w-]+)"/)?.[1] ?? '', css]));
const themes = THEMES_SHOWN.map((theme) => ({
  theme,
  values: { ...tokens(light), ...tokens(named.get(theme) ?? '') },
  least: theme.startsWith('contrast') ? { text: 7, part: 4.5 } : { text: 4.5, part: 3 },
}));

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['default-bg-document', 'default-bg-default', 'default-bg-subtle'];
const TONES = ['positive', 'warning', 'highlight', 'negative'];
const SUBTLE = [...TONES, 'action-1'].map((one) => `${one}-bg-subtle`);

it('has values for every theme that can be shown', () => {
  expect([...named.keys(), 'light'].sort()).toEqual([...THEMES_SHOWN].sort());
});

for (const { theme, values, least } of themes) {
  const colour = (name: string) => values[`basis-color-${name}`] ?? values[name] ?? `missing ${name}`;
  it(`keeps text readable in ${theme}`, () => {
    const pairs = [
      ...GROUNDS.flatMap((ground) =>
        [
          'default-color-document',
          'default-color-subtle',
          'action-1-color-document',
          ...TONES.map((one) => `${one}-color-subtle`),
        ].map((ink) => [ink, ground] as const),
      ),
      ...SUBTLE.flatMap((ground) => [
        ['default-color-document', ground] as const,
        ['default-color-subtle', ground] as const,
        ['action-1-color-document', ground] as const,
      ]),
      ...[...TONES, 'action-1'].map((one) => [`${one}-color-subtle`, `${one}-bg-subtle`] as const),
      ['action-1-color-default', 'action-1-bg-default'] as const,
      ['action-1-color-default', 'action-1-bg-hover'] as const,
      ['negative-color-default', 'negative-bg-default'] as const,
    ];
    for (const [ink, ground] of pairs)
      expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least.text);
  });

  it(`keeps parts, persons and focus visible in ${theme}`, () => {
    const parts = [
      'default-border-default',
      'basis-focus-color',
      'action-1-bg-default',
      ...Array.from({ length: 8 }, (_, index) => `person-${index}`),
    ];
    for (const part of parts) {
      for (const ground of GROUNDS)
        expect(contrast(colour(part), colour(ground)), `${part} on ${ground}`).toBeGreaterThanOrEqual(least.part);
    }
  });
}

it('draws an edge in high contrast, where grounds alone say too little', () => {
  for (const { theme, values } of themes.filter((one) => one.theme.startsWith('contrast'))) {
    const edge = values.edge ?? '';
    for (const ground of [...GROUNDS, ...SUBTLE])
      expect(contrast(edge, values[`basis-color-${ground}`] ?? ''), `${theme}: ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});
