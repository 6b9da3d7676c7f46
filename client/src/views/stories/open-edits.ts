// Joint texts that someone is changing quietly: kept in memory while the app is open, so that looking elsewhere loses nothing.
import type { JointEdit } from '../store';

/** An edit with what its field holds now. */
export interface OpenEdit {
  edit: JointEdit;
  now: string;
}

/** Open edits by `<item>/<field>`. */
export const openEdits = new Map<string, OpenEdit>();
