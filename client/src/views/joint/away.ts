// In which part of the picture something that was put away is found again. Pure.
import type { Kind, Picture } from '../../schema.gen';
import type { PartId } from '../picture/rows';
import type { AwayView } from './joint-actions';

const PART_OF: Partial<Record<Kind, PartId>> = {
  joint_question: 'questions',
  explanation: 'story',
  goal: 'plan',
  step: 'plan',
  agreement: 'plan',
  before: 'first',
  answer: 'wishes',
  loop: 'loops',
  union: 'people',
  descent: 'people',
  placement: 'timeline',
};

/** What was put away of one part. */
export function awayOf(picture: Picture, away: readonly AwayView[], part: PartId): AwayView[] {
  return away.filter(({ id, kind }) => {
    if (kind !== 'card') return PART_OF[kind] === part;
    const card = picture.items.find((one) => one.id === id);
    if (card?.kind !== 'card' || card.fields === null) return false;
    if (card.fields.shape === 'relation') return part === 'relations';
    return part === (card.fields.roles.includes('protective') ? 'helps' : 'hard');
  });
}
