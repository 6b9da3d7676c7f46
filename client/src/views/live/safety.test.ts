import { describe, expect, it } from 'vitest';
import { emptyCase } from '../../../test/fixtures/empty-case';
import { putItem } from '../../doc/write';
import type { Picture } from '../../schema.gen';
import { outline } from '../picture/outline';
import { CannotDo } from '../store';

const CORE = 'samen';
const SAFETY = 'safety:1';

/** A small second family: a mother and her son, who works with them, and who judges safety with that worker. */
function family(...members: string[]): Picture {
  const person = (id: string, role: string) => ({ id, name: id, role, member: true });
  const room = (id: string, kind: string, of: string[]) => ({
    id,
    kind,
    label: id,
    members: of,
    former_members: [],
    successor_of: null,
    open: true,
    ground: null,
    phase: null,
    round: null,
  });
  const rooms = [
    room(CORE, 'core', ['aziza', 'sami', 'bo', 'kim']),
    room(SAFETY, 'safety', ['bo', 'kim']),
    ...['aziza', 'bo'].map((one) => room(`self:${one}`, 'self', [one])),
  ];
  return {
    case: { id: 'gezin-tweede', title: null },
    persons: [
      person('aziza', 'parent'),
      person('sami', 'youth'),
      person('bo', 'gi'),
      person('kim', 'gedragswetenschapper'),
    ],
    rooms: rooms.filter((one) => members.every((member) => one.members.includes(member))),
  } as unknown as Picture;
}

async function judged(is: string) {
  const at = emptyCase('bo', 'gi', family('bo'));
  const id = at.actions.addDraft('advice', { safety: is, text: 'De achterdeur kan niet op slot.' }, SAFETY);
  await at.actions.share(id, SAFETY);
  return { at, id };
}

describe('a judgement of safety', () => {
  it('stands with its reason in the room for safety, and what is not wished is not what is not safe', async () => {
    for (const [is, words] of [
      ['unsafe', 'onveilig'],
      ['undesirable', 'ongewenst'],
    ] as const) {
      const { at, id } = await judged(is);
      expect(at.item(id)).toMatchObject({ room: SAFETY, fields: { safety: is } });
      const row = outline(at.picture()).find((part) => part.id === 'advice')?.rows[0];
      expect(row).toMatchObject({ heading: 'Oordeel over veiligheid', tags: [words], room: SAFETY });
    }
  });

  it('can’t be said anywhere else, nor be shared further', async () => {
    const { at, id } = await judged('unsafe');
    const other = at.actions.addDraft('advice', { safety: 'unsafe', text: 'Niet hier' });
    await expect(at.actions.share(other, CORE)).rejects.toThrow(CannotDo);
    expect(() => at.actions.widen(id, CORE)).toThrow(CannotDo);
    const advice = at.actions.addDraft('advice', { text: 'Begin klein.' });
    await at.actions.share(advice, CORE);
    expect(() => at.actions.change(advice, { safety: 'unsafe' }, [CORE])).toThrow(CannotDo);
    expect(
      at
        .picture()
        .items.filter((item) => item.room === CORE)
        .map((item) => item.id),
    ).toEqual([advice]);
  });

  it('is not shown where it does not belong, whoever wrote it there', () => {
    const at = emptyCase('aziza', 'parent', family('aziza'));
    const id = '11111111-1111-4111-8111-111111111111';
    putItem(at.document(CORE, 'voice.bo'), 'advice', id, { text: 'Let op de deur', safety: 'acute' });
    expect(at.item(id).fields).toMatchObject({ text: 'Let op de deur', safety: null });
    expect(at.picture().reports).toEqual([expect.objectContaining({ item: id, field: 'safety', reason: 'bad_value' })]);
  });

  it('does not exist for who is not in that room', async () => {
    const { at } = await judged('unsafe');
    const mother = emptyCase('aziza', 'parent', family('aziza'));
    expect(at.picture().items).toHaveLength(1);
    expect(mother.picture().rooms.map((room) => room.id)).toEqual([CORE, 'self:aziza']);
    expect(mother.picture().items).toEqual([]);
  });
});
