import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import { voiceView } from './voice';

const picture = noor as unknown as Picture;

describe('what someone can put first', () => {
  it('is what plays, and also a step, a goal, a help or a wish; never a moment', () => {
    const kinds = new Set(voiceView(picture, namesIn(picture), 'noor').firsts.map((one) => one.kind));
    expect(kinds).toEqual(new Set(['factor', 'goal', 'step', 'help', 'wish']));
  });

  it('is nothing that was put away', () => {
    const step = picture.items.find((one) => one.kind === 'step');
    const gone = { ...picture, items: picture.items.map((one) => (one === step ? { ...one, withdrawn: true } : one)) };
    const ids = (of: Picture) => voiceView(of, namesIn(of), 'noor').firsts.map((one) => one.id);
    expect(ids(picture)).toContain(step?.id);
    expect(ids(gone as Picture)).not.toContain(step?.id);
  });
});
