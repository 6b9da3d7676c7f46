// Says that a session is about to end, and what then: on the page of a case and of the office alike.
import { mount, unmount } from 'svelte';
import { api, type Me } from '../../api';
import { beforeLeaving } from '../../ui/leave';
import { thisDevice } from '../../ways-in/device';
import { SessionEnd } from '../../ways-in/session-end';
import { givesHelp, isGuest } from '../lead/leading';
import SessionEnds, { type Ending } from './SessionEnds.svelte';

/** What somebody can do when their session ends. */
export async function endingOf(me: Pick<Me, 'case' | 'role' | 'demo' | 'notices'>): Promise<Ending> {
  if (isGuest(me)) return 'guest';
  if ((await thisDevice()) !== null) return 'device';
  return me.demo || me.case === 'office' || givesHelp(me.role) ? 'work' : 'once';
}

/** The session that is watched now. */
let watched: SessionEnd | null = null;

/** Whether the session of this page ended by its time. */
export const timeIsUp = (): boolean => watched?.timeIsUp() ?? false;

/** Announces the end of who is here; answers how to stop. */
export function announceEnd(me: Me): () => void {
  let close = () => {};
  const session = new SessionEnd(
    {
      now: () => Date.now(),
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    {
      ask: async () => {
        const now = await api.me();
        return now.person === me.person && now.case === me.case ? now : {};
      },
      tell: (left) => void endingOf(me).then((ending) => show(ending, left)),
    },
    me,
  );
  watched = session;
  let stopped = false;
  function show(ending: Ending, left: number) {
    if (stopped) return;
    const target = document.getElementById('app') ?? document.body;
    let gone = false;
    close = () => {
      if (gone) return;
      gone = true;
      forget();
      void unmount(shown);
    };
    const shown = mount(SessionEnds, { target, props: { ending, left, onclose: () => close() } });
    const forget = beforeLeaving(() => close());
  }
  return () => {
    stopped = true;
    session.stop();
    close();
  };
}
