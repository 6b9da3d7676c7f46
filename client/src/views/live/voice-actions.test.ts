import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CORE, type EmptyCase, emptyCase, facts, PAIR, SCHOOL, SELF } from '../../../test/fixtures/empty-case';
import { orderOf } from '../../doc/order';
import { putItem, putMark } from '../../doc/write';
import { CHOICES, FIELDS, KINDS } from '../../schema.gen';
import { CannotDo } from '../store';
import { filledIn, isText } from '../write/said';
import { type FieldValues, OWN_KINDS, type OwnKind } from '../write/voice';

const F1 = '11111111-1111-4111-8111-111111111111';
const F2 = '22222222-2222-4222-8222-222222222222';

let at: EmptyCase;
beforeEach(() => {
  at = emptyCase();
  // Two things others said, for what is said about them.
  putItem(at.document(CORE, 'voice.marloes'), 'factor', F1, { title: 'Weinig slaap' });
  putItem(at.document(SCHOOL, 'voice.femke'), 'factor', F2, { title: 'Moe in de klas' });
});

async function shared(kind: OwnKind, fields: FieldValues, room = CORE): Promise<string> {
  const id = at.actions.addDraft(kind, fields);
  await at.actions.share(id, room);
  return id;
}

/** Every field of every kind filled in. */
const SAID: Record<OwnKind, FieldValues> = {
  question: { text: 'Waarom luistert niemand?', status: 'open', find_out_by: 'youssef', due: '2027-01' },
  story: { text: 'Ik slaap slecht.\nAl lang.', part: 'now', mode: 'typed' },
  factor: {
    title: 'Ruzie over huiswerk',
    story: 'Elke avond.',
    roles: ['maintaining', 'problem'],
    holder: ['family', 'noor'],
    domain: 'parenting',
    knowledge: 'experience',
    source: 'zelf gezien',
    generation: 0,
    strength_now: 2,
  },
  relation: {
    from: F1,
    to: F2,
    kind: 'causes',
    polarity: 'plus',
    strength: 3,
    certainty: 'likely',
    why: 'Dat zie ik elke week.',
  },
  event: {
    title: 'Moos kwam bij ons',
    story: 'Uit het asiel.',
    track: 'home',
    start: '2021-05',
    end: '2021-06',
    precision: 'about',
    persons: ['marloes', 'noor'],
    factor_ids: [F1, F2],
    knowledge: 'fact',
  },
  network_person: { name: 'Lina', kind: 'friend', informal: true },
  tie: {
    ego: 'noor',
    other: 'femke',
    ring: 2,
    quality: 'normal',
    direction: 'both',
    support: ['E', 'G'],
    wish: 'more',
    hard_to_ask: 'Ik wil niet lastig zijn.',
  },
  help: {
    name: 'Speltherapie',
    given_by: 'Praktijk de Brug',
    for_whom: ['daan', 'noor'],
    targets: [F1],
    status: 'ended',
    start: '2023-09',
    end: '2024',
    what_helped: 'Samen spelen.',
    what_went_wrong: 'Te kort.',
    waited_weeks: 12,
    catalogue_id: 'speltherapie',
  },
  wish: { text: 'Een rustige ochtend', domain: 'parenting', when: 'not_now', ask_again_on: '2027-03-01' },
  comment: { text: 'Bij mij ook.', on: F1 },
  advice: { text: 'Begin klein.', on: F1 },
  warning_sign: { text: 'Dan eet ik niet mee.', on: F1, tell_who: 'youssef' },
};

describe.each(OWN_KINDS)('a %s', (kind) => {
  it('is read back as it was said, with every field', async () => {
    const id = await shared(kind, SAID[kind]);
    // Safety is judged in a room for it only.
    const fields = Object.keys(FIELDS[kind]).filter((field) => field !== 'safety');
    expect(Object.keys(SAID[kind]).sort()).toEqual(fields.sort());
    expect(at.item(id)).toMatchObject({ kind, by: 'noor', room: CORE, rooms: [CORE], fields: SAID[kind] });
    expect(at.picture().reports).toEqual([]);
  });

  it('stays in one’s own room until it is shared, and leaves there only a pointer', async () => {
    let updates = 0;
    for (const room of [CORE, SCHOOL, PAIR]) {
      at.voice(room).on('update', () => {
        updates += 1;
      });
    }
    const id = at.actions.addDraft(kind, {}, CORE);
    for (const [field, value] of Object.entries(SAID[kind])) {
      // Texts come key by key.
      if (isText(kind, field)) at.actions.editDraft(id, { [field]: String(value).slice(0, 3) });
      at.actions.editDraft(id, { [field]: value });
    }
    expect([updates, at.picture().items.some((one) => one.id === id)]).toEqual([0, false]);
    await at.actions.share(id, CORE);
    expect(updates).toBe(1);
    expect(at.item(id).fields).toMatchObject(SAID[kind]);
    expect(at.picture().drafts).toEqual([
      { id, kind, room: CORE, shared: true, values: {}, sets: {}, texts: expect.anything() },
    ]);
    expect(Object.values(at.picture().drafts[0]?.texts ?? {}).join('')).toBe('');
    expect([...at.voice(SELF).share.keys()]).not.toContain(KINDS[kind].root);
  });

  it('can be changed in every field by its author', async () => {
    const id = await shared(kind, SAID[kind]);
    for (const [field, def] of Object.entries(FIELDS[kind])) {
      if (def.required) continue;
      at.actions.change(id, { [field]: null }, [CORE]);
      expect(filledIn(kind, at.item(id).fields as FieldValues)).not.toHaveProperty(field);
      at.actions.change(id, { [field]: SAID[kind][field] ?? null }, [CORE]);
    }
    expect(at.item(id).fields).toMatchObject(SAID[kind]);
  });

  it('is nothing that the field table refuses', async () => {
    for (const [field, def] of Object.entries(FIELDS[kind])) {
      const bad = def.max !== undefined ? 'x'.repeat(def.max + 1) : def.value.type === 'whole' ? 99_999 : 'Nee!';
      const wrong: FieldValues = { ...SAID[kind], [field]: def.shape === 'set' ? [String(bad)] : bad };
      const before = at.voice(CORE).getMap(KINDS[kind].root).size;
      await expect(shared(kind, wrong)).rejects.toThrow();
      expect(at.voice(CORE).getMap(KINDS[kind].root).size).toBe(before);
    }
  });
});

describe('whatever someone fills in', () => {
  it('is read back so, or refused whole', async () => {
    const value = (kind: OwnKind, field: string): fc.Arbitrary<FieldValues[string]> => {
      const def = FIELDS[kind][field];
      if (def === undefined) return fc.constant(null);
      const one = (): fc.Arbitrary<string | number | boolean> => {
        switch (def.value.type) {
          case 'choice':
            return fc.constantFrom(...CHOICES[def.value.choice]);
          case 'whole':
            return fc.integer({ min: def.value.min, max: def.value.max });
          case 'bool':
            return fc.boolean();
          case 'date':
            return fc.constantFrom('2026', '2026-02', '2026-02-28', '2026-02-31');
          case 'item':
            return fc.constantFrom(F1, F2);
          case 'person':
            // A tie is always one's own.
            return fc.constant('noor');
          case 'node':
          case 'holder':
            return fc.constantFrom('noor', 'youssef');
          default:
            return fc.string({ maxLength: 12 });
        }
      };
      return def.shape === 'set' ? fc.uniqueArray(one() as fc.Arbitrary<string>) : fc.option(one());
    };
    const piece = fc
      .constantFrom(...OWN_KINDS)
      .chain((kind) =>
        fc
          .record(Object.fromEntries(Object.keys(FIELDS[kind]).map((field) => [field, value(kind, field)])))
          .map((fields) => ({ kind, fields })),
      );
    await fc.assert(
      fc.asyncProperty(piece, async ({ kind, fields }) => {
        const id = at.actions.addDraft(kind);
        try {
          at.actions.editDraft(id, fields);
          await at.actions.share(id, CORE);
        } catch {
          expect([...at.voice(CORE).getMap(KINDS[kind].root).keys()].some((key) => key.startsWith(id))).toBe(false);
          return;
        }
        const read = filledIn(kind, at.item(id).fields as FieldValues);
        const said = filledIn(kind, fields);
        for (const [field, given] of Object.entries(said)) {
          const words = typeof given === 'string' ? given.replace(/\r\n?/g, '\n').normalize('NFC') : given;
          expect(read[field]).toEqual(Array.isArray(words) ? [...words].sort() : words);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('changing one’s own shared words', () => {
  it('keeps the thing, and marks of others stand over the words before', async () => {
    const id = await shared('factor', SAID.factor);
    putMark(at.document(CORE, 'voice.marloes'), id, 'standpoint', {
      is: 'agree',
      words: null,
      about: at.item(id).about,
    });
    at.actions.reword(id, ' Vaak ruzie over huiswerk ', [CORE]);
    expect(at.item(id)).toMatchObject({ fields: { title: 'Vaak ruzie over huiswerk', holder: ['family', 'noor'] } });
    expect(at.item(id).marks).toMatchObject([{ by: 'marloes', stale: true }]);
  });

  it('leaves the author behind it, as before, and behind what they said of it', async () => {
    const id = await shared('factor', SAID.factor);
    at.actions.setStandpoint(id, 'agree', 'echt waar');
    at.actions.setMark(id, 'urgency', 'now', null);
    at.actions.reword(id, 'Vaak ruzie over huiswerk', [CORE]);
    expect(at.item(id).marks).toMatchObject([
      { by: 'noor', field: 'standpoint', is: 'agree', words: 'echt waar', stale: false },
      { by: 'noor', field: 'urgency', is: 'now', stale: false },
    ]);
  });

  it('never turns "zo zie ik het niet" into something about other words', async () => {
    const id = await shared('factor', SAID.factor);
    at.actions.setStandpoint(id, 'disagree', null);
    at.actions.reword(id, 'Vaak ruzie over huiswerk', [CORE]);
    expect(at.item(id).marks).toMatchObject([{ is: 'disagree', stale: true }]);
  });

  it('is for nobody else’s words', () => {
    expect(() => at.actions.reword(F1, 'iets anders', [CORE])).toThrow(CannotDo);
    expect(() => at.actions.change(F1, { holder: ['noor'] }, [CORE])).toThrow(CannotDo);
    expect(() => at.actions.typeChange(F1, 'title', 'iets')).toThrow(CannotDo);
    expect(() => at.actions.widen(F1, SCHOOL)).toThrow(CannotDo);
    expect(() => at.actions.withdraw(F1)).toThrow(CannotDo);
    expect(at.item(F1)).toMatchObject({ withdrawn: false, fields: { title: 'Weinig slaap', holder: [] } });
  });

  it('is kept half-typed in one’s own room, and gone from there once said', async () => {
    const id = await shared('story', SAID.story);
    const before = Y.encodeStateVector(at.voice(CORE));
    at.actions.typeChange(id, 'text', 'Ik slaap beter, want');
    expect(Y.encodeStateVector(at.voice(CORE))).toEqual(before);
    expect(at.picture().drafts[0]?.texts).toEqual({ text: 'Ik slaap beter, want' });
    at.actions.change(id, { text: 'Ik slaap beter.' }, [CORE]);
    expect(at.item(id)).toMatchObject({ fields: { text: 'Ik slaap beter.' } });
    expect(at.picture().drafts[0]?.texts.text ?? '').toBe('');
  });
});

describe('sharing wider', () => {
  it('is a second copy that is shown to who reads both, noted in the narrower room', async () => {
    const id = await shared('factor', { title: 'Ik slaap slecht', holder: ['noor'] }, PAIR);
    at.actions.widen(id, CORE);
    expect(at.item(id)).toMatchObject({ room: CORE, rooms: [CORE, PAIR].sort(), fields: { title: 'Ik slaap slecht' } });
    expect(at.voice(PAIR).getMap('factor').get(`${id}/same_as`)).toBe(CORE);
    expect(at.voice(CORE).getMap('factor').has(`${id}/same_as`)).toBe(false);
    expect(() => at.actions.widen(id, CORE)).toThrow(CannotDo);
  });

  it('changes where its author says', async () => {
    const id = await shared('factor', { title: 'Ik slaap slecht' }, PAIR);
    at.actions.widen(id, CORE);
    at.actions.change(id, { title: 'Ik slaap beter' }, [CORE]);
    expect(at.voice(PAIR).getMap('factor').get(`${id}/title`)).toBe('Ik slaap slecht');
    at.actions.change(id, { title: 'Ik slaap goed' }, [CORE, PAIR]);
    expect(at.voice(PAIR).getMap('factor').get(`${id}/title`)).toBe('Ik slaap goed');
    at.actions.withdraw(id);
    for (const room of [CORE, PAIR]) {
      expect(Object.fromEntries(at.voice(room).getMap('factor'))).toEqual({ [`${id}/withdrawn`]: true });
    }
  });

  it('tells nobody of a room they do not read', async () => {
    const room = facts.rooms.find((one) => one.kind === 'school');
    expect(room?.members).toContain('femke');
    const id = await shared('story', { text: 'Op school gaat het beter.' }, SCHOOL);
    at.actions.widen(id, CORE);
    expect(at.voice(SCHOOL).getMap('story').has(`${id}/same_as`)).toBe(false);
  });
});

describe('naming someone or something', () => {
  it('is refused where not all readers know it, unless it is left out', async () => {
    const id = at.actions.addDraft('factor', { title: 'Daan slaapt onrustig', holder: ['daan', 'noor'] });
    await expect(at.actions.share(id, SCHOOL)).rejects.toThrow(CannotDo);
    expect(at.voice(SCHOOL).getMap('factor').size).toBe(0);
    await at.actions.share(id, SCHOOL, ['daan']);
    expect(at.item(id)).toMatchObject({ room: SCHOOL, fields: { holder: ['noor'] } });
    expect(() => at.actions.change(id, { holder: ['daan'] }, [SCHOOL])).toThrow(CannotDo);
  });

  it('is fine where all who read it read of that too', async () => {
    // Everyone in core reads school, where the mentor is.
    const tie = await shared('tie', { other: 'femke', quality: 'normal' }, CORE);
    expect(at.item(tie)).toMatchObject({ fields: { other: 'femke', ego: 'noor' } });
    const relation = { from: F1, to: F2, kind: 'causes' };
    await shared('relation', relation, CORE);
    await expect(shared('relation', relation, SCHOOL)).rejects.toThrow(CannotDo);
  });

  it('leaves out no name that the thing is nothing without', async () => {
    await expect(
      at.actions.share(at.actions.addDraft('relation', { from: F1, to: F2, kind: 'causes' }), SCHOOL, [F1]),
    ).rejects.toThrow();
    expect(at.voice(SCHOOL).getMap('relation').size).toBe(0);
  });

  it('takes a word for a word, even where it is someone’s name too', async () => {
    const id = at.actions.addDraft('network_person', { name: 'daan' });
    await at.actions.share(id, SCHOOL, ['daan']);
    expect(at.item(id)).toMatchObject({ fields: { name: 'daan' } });
  });
});

describe('what someone says of a thing', () => {
  it('stands in their voice in the room of the thing, over its words now', () => {
    at.actions.setMark(F2, 'impact', 7, null);
    expect(at.item(F2).marks).toMatchObject([{ by: 'noor', room: SCHOOL, field: 'impact', is: 7, stale: false }]);
    at.actions.dropMark(F2, 'impact');
    expect(at.item(F2).marks).toEqual([]);
  });

  it('needs words where a yes says nothing', () => {
    expect(() => at.actions.setMark(F1, 'meaning', true, null)).toThrow();
    at.actions.setMark(F1, 'meaning', true, 'Ik werd er bang van.');
    expect(at.item(F1).marks).toMatchObject([{ field: 'meaning', words: 'Ik werd er bang van.' }]);
  });
});

describe('one’s own order', () => {
  it('stands in one’s voice, and names only what that room knows', () => {
    at.actions.setOrder(CORE, [F2, F1]);
    expect(at.picture().own_orders).toEqual([{ room: CORE, by: 'noor', items: [F2, F1] }]);
    expect(() => at.actions.setOrder(SCHOOL, [F1])).toThrow(CannotDo);
    at.actions.setOrder(CORE, [F1]);
    expect(orderOf(at.voice(CORE))).toEqual([F1]);
  });
});
