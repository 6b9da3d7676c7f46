// Starts the client: one Svelte tree in #app.
import { mount, unmount } from 'svelte';
import { parseRoute } from './routes';
import { showAsChosen } from './ui/display';
import { beforeLeaving, leaveAnywhere } from './ui/leave';
import App from './views/App.svelte';
import { type Arrival, comeBack } from './views/live/arrival';
import { takeLink } from './ways-in/link';

/** How long the first view waits for its letters, in milliseconds: on a slow line it comes with those of the device. */
const LETTERS_WITHIN = 1500;
/** And for what it shows: on a slow line the door comes first. */
const PICTURE_WITHIN = 800;

const late = (within: number) => new Promise((done) => setTimeout(done, within));

/** Resolves when the letters are there, or when waiting for them took too long. */
function letters(): Promise<unknown> {
  const loaded = document.fonts.load('1rem "Atkinson Hyperlegible Next"').catch(() => undefined);
  return Promise.race([late(LETTERS_WITHIN), loaded]);
}

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

leaveAnywhere();
// Before anything else: a link does not stay in the address bar.
const link = takeLink();
// Who follows an invitation is at the door, whoever was here before.
const route = parseRoute(location.hash);
const arriving = link !== null || (route.view === 'entry' && route.person !== null) ? null : comeBack();
let arrived: Arrival | null = null;
const picture = arriving?.then(
  (arrival) => {
    arrived = arrival;
  },
  // The door says what is wrong.
  () => undefined,
);

function start(where: HTMLElement): void {
  const app = mount(App, { target: where, props: { arriving, arrived, link } });
  // Back may bring this page as it was left: nothing in it may draw again.
  beforeLeaving(() => void unmount(app));
}

showAsChosen();
// Nothing moves once it is on screen. Not awaited here: what the whole program waits for could not be shared by its parts.
void Promise.all([letters(), Promise.race([late(PICTURE_WITHIN), picture])]).then(() => start(target));
