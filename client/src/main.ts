// Starts the client: one Svelte tree in #app.
import { mount, unmount } from 'svelte';
import { showAsChosen } from './ui/display';
import { beforeLeaving } from './ui/leave';
import App from './views/App.svelte';

/** How long the first view waits for its letters, in milliseconds: on a slow line it comes with those of the device. */
const LETTERS_WITHIN = 1500;

/** Resolves when the letters are there, or when waiting for them took too long. */
function letters(): Promise<unknown> {
  const late = new Promise((done) => setTimeout(done, LETTERS_WITHIN));
  return Promise.race([late, document.fonts.load('1rem "Atkinson Hyperlegible Next"').catch(() => undefined)]);
}

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

function start(where: HTMLElement): void {
  const app = mount(App, { target: where });
  // Back may bring this page as it was left: nothing in it may draw again.
  beforeLeaving(() => void unmount(app));
}

showAsChosen();
// Nothing moves once it is on screen. Not awaited here: what the whole program waits for could not be shared by its parts.
void letters().then(() => start(target));
