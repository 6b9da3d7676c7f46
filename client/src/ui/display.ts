// How the screen looks: the reader's own choice of theme and size of letters. Kept on this device, with nothing else in it.

/** What a reader can choose; `device` goes along with the device. */
export const THEMES = ['device', 'light', 'dark', 'contrast'] as const;
/** How large the letters are. */
export const SIZES = ['normal', 'larger', 'largest'] as const;
/** What is shown in the end: `data-theme`, which styles/tokens.css has values for. */
export const THEMES_SHOWN = ['light', 'dark', 'contrast', 'contrast-dark'] as const;

export type Theme = (typeof THEMES)[number];
export type Size = (typeof SIZES)[number];
export type ThemeShown = (typeof THEMES_SHOWN)[number];

/** Both choices. */
export interface Display {
  theme: Theme;
  size: Size;
}

const KEY = 'weergave';
const DARK = '(prefers-color-scheme: dark)';
const MORE = '(prefers-contrast: more)';

/** Which theme a choice comes down to on a device that wants dark, or more contrast. */
export function themeShown(theme: Theme, device: { dark: boolean; more: boolean }): ThemeShown {
  if (theme === 'contrast' || (theme === 'device' && device.more)) return device.dark ? 'contrast-dark' : 'contrast';
  if (theme === 'device') return device.dark ? 'dark' : 'light';
  return theme;
}

/** Reads what was kept; whatever it does not know is as if nothing was chosen. */
export function parseDisplay(kept: string | null): Display {
  const words = (kept ?? '').split(' ');
  return {
    theme: THEMES.find((one) => one === words[0]) ?? 'device',
    size: SIZES.find((one) => one === words[1]) ?? 'normal',
  };
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let chosen: Display = parseDisplay(null);

function apply(): void {
  const root = document.documentElement;
  const device = { dark: matchMedia(DARK).matches, more: matchMedia(MORE).matches };
  root.dataset.theme = themeShown(chosen.theme, device);
  root.dataset.letters = chosen.size;
  const ground = getComputedStyle(root).getPropertyValue('--basis-color-default-bg-document');
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = ground;
}

/** Shows the page as its reader chose, and keeps doing so when the device or another tab changes its mind. */
export function showAsChosen(): void {
  chosen = parseDisplay(read());
  apply();
  for (const query of [DARK, MORE]) matchMedia(query).addEventListener('change', apply);
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY) return;
    chosen = parseDisplay(newValue);
    apply();
  });
}

/** What is chosen now. */
export function displayChosen(): Display {
  return chosen;
}

/** Chooses, at once and for the next time. */
export function chooseDisplay(display: Display): void {
  chosen = display;
  apply();
  try {
    localStorage.setItem(KEY, `${display.theme} ${display.size}`);
  } catch {
    // A browser that keeps nothing shows it as chosen until the page is closed.
  }
}

/** Forgets the choice: nothing is left on the device of who leaves at once. */
export function forgetDisplay(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
