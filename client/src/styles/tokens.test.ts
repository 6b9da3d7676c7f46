// A11: text on its ground at least 4.5:1, parts and focus at least 3:1, in light and in dark.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = source.split('@media (prefers-color-scheme: dark)');
const tokens = (css: string) =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
const themes = { light: tokens(light), dark: { ...tokens(light), ...tokens(dark) } };

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

for (const [theme, values] of Object.entries(themes)) {
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
      ...[...TONES, 'action-1'].map((one) => [`${one}-color-subtle`, `${one}-bg-subtle`] as const),
      ['action-1-color-default', 'action-1-bg-default'] as const,
      ['action-1-color-default', 'action-1-bg-hover'] as const,
    ];
    for (const [ink, ground] of pairs)
      expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it(`keeps parts, persons and focus visible in ${theme}`, () => {
    const parts = [
      'default-border-default',
      'basis-focus-color',
      ...Array.from({ length: 8 }, (_, index) => `person-${index}`),
    ];
    for (const part of parts) {
      for (const ground of GROUNDS)
        expect(contrast(colour(part), colour(ground)), `${part} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });
}
