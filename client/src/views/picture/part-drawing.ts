// Which drawing shows a part of the picture.
import type { Drawing } from '../../routes';
import type { PartId } from './rows';

export const PART_DRAWING: Partial<Record<PartId, Drawing>> = {
  relations: 'map',
  loops: 'map',
  first: 'order',
  timeline: 'timeline',
  help: 'timeline',
  people: 'people',
};
