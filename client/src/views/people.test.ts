import { expect, it } from 'vitest';
import { facesOf, tintsOf } from './people';

const person = (id: string, member = true) => ({ id, name: id, role: '', member });

it('gives a person the same tint at the door and in the case, whoever else is known there', () => {
  const door = tintsOf(['noor', 'marloes', 'ilse'].map((id) => person(id)));
  const inside = facesOf([person('daan', false), person('ilse'), person('marloes'), person('noor')]);
  for (const [id, tint] of door) expect(inside.get(id)?.tint).toBe(tint);
  expect(new Set([...inside.values()].map((face) => face.tint)).size).toBe(4);
});
