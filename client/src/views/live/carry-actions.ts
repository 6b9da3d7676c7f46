// Taking own words along to the room that took over from another: from every room before it that this person reads, the nearest
// first, and what the boards there say of them.
import { carryBoard, carryVoice } from '../../doc/carry-over';
import { nodeNameable } from '../../doc/nameable';
import { roomsBefore } from '../carry/carry';
import { CannotDo } from '../store';
import type { Workplace } from './actions';

/** Taking own words along. */
export interface CarryActions {
  /** Says these in the room that took over too; `answers`: what one said of things that stand there goes along. */
  carryOver(to: string, items: readonly string[], answers: boolean): void;
}

/** The actions of one person in one case. */
export function carryActions(at: Workplace): CarryActions {
  return {
    carryOver(to, items, answers) {
      const picture = at.picture();
      const voice = `voice.${at.me.person}`;
      const open = (room: string, document: string) => at.documents.open(at.documents.name(room, document));
      const mine = open(to, voice);
      if (mine === undefined || !at.writable(at.documents.name(to, voice))) throw new CannotDo('no voice in this room');
      const there = {
        item: (id: string) => picture.items.some((one) => one.id === id && one.rooms.includes(to)),
        named: (id: string) => nodeNameable(picture, to, id),
      };
      const board = at.writable(at.documents.name(to, 'board')) ? open(to, 'board') : undefined;
      for (const room of roomsBefore(picture, to)) {
        const before = open(room, voice);
        if (before === undefined) continue;
        const went = carryVoice(before, mine, new Set(items), there, answers);
        const joint = open(room, 'board');
        if (board !== undefined && joint !== undefined) carryBoard(joint, board, went, there);
      }
      at.changed();
    },
  };
}
