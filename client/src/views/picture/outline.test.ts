import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { outline } from './outline';
import { PARTS } from './rows';
import { everyRow, inRoom, linkedTo } from './select';

const picture = noor as unknown as Picture;
const parts = outline(picture);
const part = (id: string) => parts.find((one) => one.id === id)?.rows ?? [];

describe('the outline', () => {
  it('has every part, what goes well before what is hard', () => {
    expect(parts.map((one) => one.id)).toEqual([...PARTS]);
    expect(PARTS.indexOf('helps')).toBeLessThan(PARTS.indexOf('hard'));
  });

  it('shows every item of the rooms one shares, and nothing of the own room', () => {
    const shown = new Set([...everyRow(parts)].map((row) => row.target));
    const inParts = picture.items.filter((item) => !['answer', 'comment'].includes(item.kind) && item.id !== 's01');
    expect(inParts.filter((item) => !shown.has(item.id)).map((item) => item.id)).toEqual([]);
    expect(shown.has('s01')).toBe(false);
  });

  it('says a relation as a sentence', () => {
    expect(part('relations').find((row) => row.id === 'r07')?.sentence).toEqual({
      from: 'Noor zorgt veel voor Daan en het huis',
      verb: 'houdt in stand',
      to: 'Noor slaapt slecht en ligt lang wakker',
    });
  });

  it('keeps words of a standpoint beside it', () => {
    const standing = part('hard')
      .find((row) => row.id === 'f08')
      ?.standings.find((one) => one.person === 'jeroen');
    expect(standing).toMatchObject({ is: 'disagree', words: 'Ik werk nachten. Ik heb twee keer afgezegd, niet vaak.' });
  });

  it('names whose words a scribe wrote down, and the scribe', () => {
    expect(part('hard').find((row) => row.id === 'f13')).toMatchObject({ by: 'marloes', scribe: 'youssef' });
  });

  it('puts what is first together first', () => {
    expect(
      part('hard')
        .map((row) => row.id)
        .slice(0, 1),
    ).toEqual(['f10']);
    expect(part('first')[0]?.rows.length).toBeGreaterThan(0);
  });

  it('puts a step under its goal', () => {
    expect(
      part('plan')
        .find((row) => row.id === 'g1')
        ?.rows.map((row) => row.id),
    ).toEqual(['a1', 'a2', 'a3']);
  });

  it('leaves out what is not of the chosen room, and keeps every part', () => {
    const school = inRoom(parts, 'school');
    expect(school.length).toBe(parts.length);
    expect([...everyRow(school)].every((row) => row.rooms.includes('school') || row.room === 'school')).toBe(true);
  });

  it('finds the relations of a thing', () => {
    expect(linkedTo(parts, 'f21').map((row) => row.id)).toEqual(['r01', 'r02', 'r17', 'r19']);
  });

  it('says a withdrawn item is gone, and whose it was', () => {
    const items = picture.items.map((item) =>
      item.kind === 'factor' && item.id === 'f03' ? { ...item, withdrawn: true, fields: null } : item,
    );
    const row = outline({ ...picture, items })
      .flatMap((one) => one.rows)
      .find((one) => one.id === 'f03');
    expect(row).toMatchObject({ withdrawn: true, words: '', by: 'noor' });
  });
});

describe('a goal', () => {
  it('that is not clear to someone says so before it is opened; that it was about other words does not count', () => {
    const leads = (is: boolean, words: string | null, stale: boolean) => {
      const mark = { by: 'jeroen', room: 'school', field: 'understood', is, words, stale, left_on: null };
      const items = picture.items.map((item) =>
        item.id === 'g1' ? { ...item, marks: [mark] } : item,
      ) as Picture['items'];
      const row = outline({ ...picture, items })
        .find((one) => one.id === 'plan')
        ?.rows.find((one) => one.id === 'g1');
      return row?.details.filter((one) => one.text.includes('Jeroen') || one.label.includes('Jeroen'));
    };
    expect(leads(false, null, false)).toMatchObject([
      { text: 'Jeroen snapt nog niet wat er bedoeld wordt.', lead: true },
    ]);
    expect(leads(true, 'Niet meer via Noor', false)).toMatchObject([{ text: 'Niet meer via Noor', quoted: true }]);
    expect(leads(false, null, true)).toEqual([]);
  });

  it('has the owner’s own words first, under their name, and not those of another', () => {
    const said = (by: string) => {
      const items = picture.items.map((item) =>
        item.id === 'g1'
          ? {
              ...item,
              marks: [
                {
                  by,
                  room: 'school',
                  field: 'own_words',
                  is: true,
                  words: 'Ik wil tekenen.',
                  stale: false,
                  left_on: null,
                },
              ],
            }
          : item,
      ) as Picture['items'];
      return outline({ ...picture, items })
        .find((one) => one.id === 'plan')
        ?.rows.find((row) => row.id === 'g1')?.heading;
    };
    expect([said('noor'), said('femke')]).toEqual(['Noor: “Ik wil tekenen.”', null]);
  });
});
