// A place in a joint text that stays beside its characters, for presence: from a field's selection and back.
import * as Y from 'yjs';
import type { Place } from '../sync/presence';

/** The selection of a field bound to the root `root`, to be sent. */
export function placeOf(doc: Y.Doc, root: string, start: number, end: number): Place {
  const text = doc.getText(root);
  const within = (index: number) => Math.max(0, Math.min(index, text.length));
  // Behind the left neighbour, as the caret of a field stays.
  return {
    text: root,
    anchor: Y.createRelativePositionFromTypeIndex(text, within(start), -1),
    head: Y.createRelativePositionFromTypeIndex(text, within(end), -1),
  };
}

/** Where somebody's place lies in the text now; nothing when it names something this document doesn't have. */
export function whereIs(doc: Y.Doc, place: Place): { start: number; end: number } | undefined {
  // Asking Yjs for a root makes it; a stranger's name must not.
  if (!place.text.startsWith('text:') || !doc.share.has(place.text)) return undefined;
  const text = doc.getText(place.text);
  const index = (position: Y.RelativePosition): number | undefined => {
    // Positions come from others: one that stands in another root is no place here.
    const found = Y.createAbsolutePositionFromRelativePosition(position, doc);
    return found?.type === text ? found.index : undefined;
  };
  const anchor = index(place.anchor);
  const head = index(place.head);
  if (anchor === undefined || head === undefined) return undefined;
  return { start: Math.min(anchor, head), end: Math.max(anchor, head) };
}
