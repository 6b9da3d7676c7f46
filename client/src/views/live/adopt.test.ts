import { beforeEach, describe, expect, it } from 'vitest';
import { CORE, type EmptyCase, emptyCase } from '../../../test/fixtures/empty-case';
import { putItem, putMark } from '../../doc/write';
import { CannotDo } from '../store';

const ITEM = '22222222-2222-4222-8222-222222222222';
let at: EmptyCase;

beforeEach(() => {
  at = emptyCase();
  const scribe = at.document(CORE, 'voice.youssef');
  putItem(scribe, 'factor', ITEM, { title: 'Ik ben vaak moe', holder: ['family'] });
  scribe.getMap('factor').set(`${ITEM}/words_of`, 'noor');
});

describe('words that were written down for somebody', () => {
  it('are shown as not confirmed, and count for nobody', () => {
    expect(at.item(ITEM)).toMatchObject({ words_of: 'noor', by: 'youssef', confirmed: false });
  });

  it('become one’s own when taken over, as they are or in other words; marks of others stay', () => {
    const about = at.item(ITEM).about;
    putMark(at.document(CORE, 'voice.marloes'), ITEM, 'standpoint', { is: 'agree', words: null, about });
    at.actions.adopt(ITEM, { title: 'Ik ben elke ochtend moe' });
    expect(at.item(ITEM)).toMatchObject({
      by: 'noor',
      written_down_by: 'youssef',
      confirmed: true,
      fields: { title: 'Ik ben elke ochtend moe', holder: ['family'] },
      marks: [{ by: 'marloes', stale: true }],
    });
    expect(at.picture().items.length).toBe(1);
  });

  it('can be said differently after that, and are nobody’s to take over twice', () => {
    at.actions.adopt(ITEM, {});
    at.actions.reword(ITEM, 'Ik slaap slecht', [CORE]);
    expect(at.item(ITEM)).toMatchObject({ by: 'noor', fields: { title: 'Ik slaap slecht' } });
    expect(() => at.actions.adopt(ITEM, {})).toThrow(CannotDo);
  });

  it('are unconfirmed again when their owner takes the taking over back', () => {
    at.actions.adopt(ITEM, {});
    at.actions.withdraw(ITEM);
    expect(at.item(ITEM)).toMatchObject({ words_of: 'noor', confirmed: false, withdrawn: false });
  });

  it('can’t be taken over once the scribe took them back', () => {
    const map = at.document(CORE, 'voice.youssef').getMap('factor');
    for (const key of [...map.keys()]) map.delete(key);
    map.set(`${ITEM}/withdrawn`, true);
    expect(() => at.actions.adopt(ITEM, {})).toThrow(CannotDo);
  });
});
