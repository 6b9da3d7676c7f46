// Taking over what somebody wrote down for this person, as it is or in other words. The id stays, and with it the marks and
// relations of everyone.
import { adoptItem } from '../../doc/adopt';
import type { FieldInput } from '../../doc/write';
import { CannotDo } from '../store';
import { isOwnKind } from '../write/voice';
import type { Workplace } from './actions';
import { randomId } from './documents';

/** Taking over. */
export interface AdoptActions {
  /** Makes words that were written down for this person their own, changed in these fields. */
  adopt(id: string, changed: Readonly<Record<string, string>>): void;
}

/** The actions of one person in one case. */
export function adoptActions(at: Workplace): AdoptActions {
  return {
    adopt(id, changed) {
      const found = at.picture().items.find((one) => one.id === id);
      if (found === undefined || found.withdrawn || found.fields === null) throw new CannotDo('taken back meanwhile');
      if (found.words_of !== at.me.person || found.confirmed || !isOwnKind(found.kind)) {
        throw new CannotDo('not written down for this person');
      }
      const given = Object.entries(found.fields as Readonly<Record<string, unknown>>).filter(
        ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
      );
      const fields = { ...(Object.fromEntries(given) as Record<string, FieldInput>), ...changed };
      const voices = found.rooms.flatMap((room) => {
        const name = at.documents.name(room, `voice.${at.me.person}`);
        const doc = at.writable(name) ? at.documents.open(name) : undefined;
        return doc === undefined ? [] : [doc];
      });
      if (voices.length === 0) throw new CannotDo('no voice in this room');
      const own = randomId();
      for (const doc of voices) adoptItem(doc, found.kind, own, id, fields);
      at.changed();
    },
  };
}
