import { describe, expect, it } from 'vitest';
import { CORE, emptyCase, SCHOOL } from '../../../test/fixtures/empty-case';
import youssef from '../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../schema.gen';
import { describe as rowOf } from '../picture/describe';
import { namesIn } from '../picture/names';
import { CannotDo } from '../store';
import { mayStandIn, scribeFor } from '../write/scribe';
import { OWN_KINDS } from '../write/voice';

const register = youssef as unknown as Picture;
const worker = () => emptyCase('youssef', 'wijkteam', register);
const DAAN = { person: 'daan', from: 'gesprek thuis op 12 november' };

describe('writing down what someone said who can’t say it here themselves', () => {
  it('keeps whose words they are and where they come from, not confirmed', async () => {
    const at = worker();
    const id = at.actions.addDraft('story', { text: 'Ik wil dat Noor weer lacht.' });
    at.actions.writeFor(id, DAAN);
    await at.actions.share(id, CORE);
    expect(at.item(id)).toMatchObject({
      by: 'youssef',
      words_of: 'daan',
      words_from: DAAN.from,
      confirmed: false,
      fields: { mode: 'scribed' },
    });
    const row = rowOf(at.item(id), namesIn(at.picture()));
    expect(row).toMatchObject({ by: 'daan', scribe: 'youssef' });
    expect(row.details.map((one) => one.text)).toContain(DAAN.from);
    expect(at.picture().reports).toEqual([]);
  });

  it('makes a tie theirs', async () => {
    const at = worker();
    const id = at.actions.addDraft('tie', { other: 'noor', quality: 'strong' });
    at.actions.writeFor(id, DAAN);
    await at.actions.share(id, CORE);
    expect(at.item(id).fields).toMatchObject({ ego: 'daan' });
  });

  it('needs to say where the words come from', async () => {
    const at = worker();
    const id = at.actions.addDraft('wish', { text: 'Naar de dierentuin' });
    at.actions.writeFor(id, { person: 'daan', from: '  ' });
    await expect(at.actions.share(id, CORE)).rejects.toThrow('words_from');
    expect(at.picture().items).toEqual([]);
  });

  it('is not done for who can say it here themselves, nor where nobody knows them', async () => {
    for (const [person, room] of [
      ['marloes', CORE],
      ['noor', CORE],
      ['daan', SCHOOL],
    ] as const) {
      const at = worker();
      const id = at.actions.addDraft('wish', { text: 'Rust' });
      at.actions.writeFor(id, { person, from: 'van horen zeggen' });
      await expect(at.actions.share(id, room)).rejects.toThrow(CannotDo);
      expect(at.picture().items).toEqual([]);
    }
  });

  it('is for who does so for their work', async () => {
    const parent = emptyCase('marloes', 'parent', register);
    const id = parent.actions.addDraft('wish', { text: 'Rust' });
    parent.actions.writeFor(id, DAAN);
    await expect(parent.actions.share(id, CORE)).rejects.toThrow(CannotDo);
    for (const kind of OWN_KINDS) expect(scribeFor(register, 'youth', kind, null)).toEqual([]);
    expect(scribeFor(register, 'wijkteam', 'story', null)).toEqual(['daan']);
    expect(scribeFor(register, 'wijkteam', 'advice', null)).toEqual([]);
    const piece = { kind: 'story', fields: {}, wordsOf: DAAN } as const;
    expect([mayStandIn(register, CORE, piece), mayStandIn(register, SCHOOL, piece)]).toEqual([true, false]);
  });

  it('is said of a draft until it is one’s own again, and is taken back by who wrote it down', async () => {
    const at = worker();
    const id = at.actions.addDraft('story', { text: 'Ik slaap bij Noor.' });
    at.actions.writeFor(id, DAAN);
    expect(at.picture().drafts[0]?.values).toEqual({ words_of: 'daan', words_from: DAAN.from });
    at.actions.writeFor(id, null);
    expect(at.picture().drafts[0]?.values).toEqual({});
    at.actions.writeFor(id, DAAN);
    await at.actions.share(id, CORE);
    at.actions.withdraw(id);
    expect(at.item(id)).toMatchObject({ withdrawn: true, fields: null });
    expect([...at.voice(CORE).getMap('story').keys()]).toEqual([`${id}/withdrawn`]);
  });
});
