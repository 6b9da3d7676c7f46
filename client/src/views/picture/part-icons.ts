// The icon of each part of the picture.
import type { IconName } from '../../ui/icons';
import type { PartId } from './rows';

export const PART_ICON: Readonly<Record<PartId, IconName>> = {
  questions: 'question',
  helps: 'helps',
  wishes: 'wish',
  hard: 'hard',
  relations: 'link',
  loops: 'loop',
  story: 'story',
  told: 'pen',
  first: 'first',
  plan: 'goal',
  timeline: 'time',
  people: 'people',
  help: 'care',
  review: 'history',
  advice: 'advice',
};
