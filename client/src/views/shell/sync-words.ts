// One sentence for each state of the connection.
import type { SyncState } from '../store';
import { say } from '../words.svelte';

/** What the status bar says, and how it looks. */
export function syncWords(sync: SyncState): { text: string; tone: 'saved' | 'waiting' | 'offline' | 'stopped' } {
  switch (sync.kind) {
    case 'saved':
      return { text: say('client-sync-saved'), tone: 'saved' };
    case 'copy':
      return { text: say('client-sync-copy'), tone: 'offline' };
    case 'saving':
      return { text: say('client-sync-saving'), tone: 'waiting' };
    case 'joining':
      return { text: say('client-sync-joining'), tone: 'waiting' };
    case 'reading':
      return { text: say('client-sync-reading'), tone: 'offline' };
    case 'local':
      return {
        text: sync.sentence ?? say(sync.waiting > 0 ? 'client-sync-local' : 'client-sync-offline'),
        tone: 'offline',
      };
    case 'stopped':
      return { text: sync.sentence, tone: 'stopped' };
  }
}
