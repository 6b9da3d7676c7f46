// Saying that one has seen it all: kept in the voice of one's own room, where nobody else reads it.

import { typeDraft } from '../../doc/draft-write';
import { record, SEEN, SEEN_FIELD } from '../../doc/seen';
import type { Picture } from '../../schema.gen';
import { CannotDo } from '../store';
import type { Workplace } from './actions';

/** What someone may do with what changed. */
export interface SeenActions {
  /** Takes what stands in the picture now as seen, or what of it was looked at. */
  markSeen(looked?: Picture): void;
}

/** The actions of one person in one case. */
export function seenActions(at: Workplace): SeenActions {
  return {
    markSeen(looked) {
      const picture = at.picture();
      const own = picture.rooms.find((room) => room.kind === 'self');
      const doc = own === undefined ? undefined : at.documents.voice(own.id);
      if (doc === undefined) throw new CannotDo('no room of one’s own');
      typeDraft(doc, SEEN, SEEN_FIELD, record(picture, looked));
      at.changed();
    },
  };
}
