// Where things stand on the drawings, which is joint: written once, when someone lets go.
import { type Drawing, putPosition } from '../../doc/position';
import type { Point } from '../../schema.gen';
import { CannotDo } from '../store';
import type { Workplace } from './actions';

/** Placing things on drawings. */
export interface PlaceActions {
  /** Puts a thing somewhere on a drawing of a room; `null` lets it find its own place again. */
  place(room: string, id: string, drawing: Drawing, at: Point | null): void;
}

/** The actions of someone who may write the boards. */
export function placeActions(at: Pick<Workplace, 'documents' | 'changed'>): PlaceActions {
  return {
    place(room, id, drawing, point) {
      const board = at.documents.board(room);
      if (board === undefined) throw new CannotDo('no board in this room');
      putPosition(board, id, drawing, point);
      at.changed();
    },
  };
}
