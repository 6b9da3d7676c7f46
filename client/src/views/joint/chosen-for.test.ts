import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { chosenFor } from './chosen-for';
import { understandingOf } from './understanding';

const picture = noor as unknown as Picture;
const withFields = (id: string, fields: object): Picture =>
  ({
    ...picture,
    items: picture.items.map((item) => (item.id === id ? { ...item, fields: { ...item.fields, ...fields } } : item)),
  }) as Picture;

describe('what was chosen for what plays', () => {
  it('is the goals that rest on it, with their steps', () => {
    expect(chosenFor(picture, 'f21')).toEqual({ goals: ['g1'], steps: ['a1', 'a2', 'a3'], help: [] });
    expect(chosenFor(picture, 'f05')).toEqual({ goals: [], steps: [], help: [] });
  });

  it('is the help that is meant for it, also when it was gathered in joint words', () => {
    const meant = withFields('h5', { targets: ['f07'] });
    expect(chosenFor(meant, 'f07').help).toEqual(['h5']);
    const gathered: Picture = {
      ...meant,
      items: meant.items.map((item) => (item.id === 'f20' ? { ...item, gathered_by: ['f07'] } : item)),
    };
    expect(chosenFor(gathered, 'f20').help).toEqual(['h5']);
  });

  it('is nothing that was put away', () => {
    const away = {
      ...picture,
      items: picture.items.map((item) => (item.id === 'g1' ? { ...item, withdrawn: true } : item)),
    } as Picture;
    expect(chosenFor(away, 'f21').goals).toEqual([]);
  });
});

describe('whether it is clear what has to change', () => {
  const goal = picture.items.find((item) => item.id === 'g1') as Picture['items'][number];
  const mark = (by: string, is: boolean, words: string | null, stale = false) => ({
    by,
    room: goal.room,
    field: 'understood' as const,
    is,
    words,
    stale,
    left_on: null,
  });
  const readers = ['noor', 'marloes', 'jeroen', 'femke', 'youssef'].map((id) => ({ id }));

  it('tells who understands it, to whom it is not clear, and who said nothing of the words as they are', () => {
    const item = {
      ...goal,
      marks: [
        mark('marloes', true, 'Noor gaat weer een stukje naar school'),
        mark('jeroen', false, null),
        mark('femke', true, null, true),
        mark('youssef', true, null),
      ],
    };
    expect(understandingOf(item, readers, 'youssef')).toEqual({
      said: [{ by: 'marloes', words: 'Noor gaat weer een stukje naar school' }],
      unclear: ['jeroen'],
      silent: ['noor', 'femke'],
    });
  });
});
