import { expect, it } from 'vitest';
import { parseDisplay, SIZES, THEMES, themeShown } from './display';

it('goes along with the device until someone chooses', () => {
  expect(parseDisplay(null)).toEqual({ theme: 'device', size: 'normal' });
  expect(themeShown('device', { dark: false, more: false })).toBe('light');
  expect(themeShown('device', { dark: true, more: false })).toBe('dark');
  expect(themeShown('device', { dark: false, more: true })).toBe('contrast');
  expect(themeShown('device', { dark: true, more: true })).toBe('contrast-dark');
});

it('lets a choice go before what the device wants', () => {
  for (const device of [
    { dark: true, more: true },
    { dark: false, more: false },
  ]) {
    expect(themeShown('light', device)).toBe('light');
    expect(themeShown('dark', device)).toBe('dark');
  }
});

it('keeps the ground of the device in high contrast', () => {
  expect(themeShown('contrast', { dark: false, more: false })).toBe('contrast');
  expect(themeShown('contrast', { dark: true, more: false })).toBe('contrast-dark');
});

it('reads back every choice, and takes anything else for none', () => {
  for (const theme of THEMES) {
    for (const size of SIZES) expect(parseDisplay(`${theme} ${size}`)).toEqual({ theme, size });
  }
  for (const odd of ['', 'mauve', 'dark', 'dark huge', ' ', '{"theme":"dark"}']) {
    expect(THEMES).toContain(parseDisplay(odd).theme);
    expect(parseDisplay(odd).size).toBe('normal');
  }
});
