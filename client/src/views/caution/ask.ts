// Puts the question on screen, over whatever is open, and takes it away again once it is answered.
import { mount, unmount } from 'svelte';
import { beforeLeaving } from '../../ui/leave';
import AskFirst from './AskFirst.svelte';
import type { Found } from './find';

/** Asks about what was found; `on` is called when it is to be shared all the same. */
export function ask(found: readonly Found[], on: () => void): void {
  const app = document.getElementById('app') ?? document.body;
  let gone = false;
  const close = () => {
    if (gone) return;
    gone = true;
    forget();
    void unmount(asking);
  };
  const asking = mount(AskFirst, {
    target: app,
    props: {
      found,
      onchange: close,
      onshare: () => {
        close();
        on();
      },
    },
  });
  const forget = beforeLeaving(close);
}
