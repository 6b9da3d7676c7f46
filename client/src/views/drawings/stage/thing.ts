// What a stage shows: a thing with a place, a size and a name.
import type { Box } from './view';

/** One thing on a drawing. */
export interface StageThing extends Box {
  id: string;
  /** What a screen reader says of it: a whole sentence, with what its shape and lines tell the eye. */
  name: string;
  /** Whether this person may put it elsewhere. */
  movable: boolean;
}

/** How a thing is met right now, for drawing it. */
export interface StageState {
  /** Chosen as the first of two that will be linked. */
  first: boolean;
  /** Opened beside the drawing. */
  open: boolean;
}

/** What lines have to know of the sheet they are drawn on. */
export interface SheetState {
  /** The thing that is moved: its lines go along, above the sheet. */
  held: string | null;
  /** Whether a thing is drawn: of a large drawing the rest comes bit by bit. */
  draws: (id: string) => boolean;
}
