import { beforeEach, expect, it } from 'vitest';
import { begun, unsaid } from '../standpoint/unsaid';
import { begunForm } from './begun';

const noor = { me: { person: 'noor', name: 'Noor', role: 'youth', case: 'c1', demo: true } };
const jeroen = { me: { ...noor.me, person: 'jeroen' } };
interface Held {
  words: string;
  who: readonly string[];
}

beforeEach(() => {
  unsaid.clear();
  begun.clear();
});

it('has what was begun again when the form is opened again', () => {
  begunForm<Held>(noor, 'start-goal').keep({ words: 'Weer naar school', who: ['noor'] }, ['Weer naar school', ' ']);
  expect(begunForm<Held>(noor, 'start-goal').before).toEqual({ words: 'Weer naar school', who: ['noor'] });
  // Among the words that are only here, as somebody reads them.
  expect([...unsaid.values()]).toEqual(['Weer naar school']);
});

it('has nothing of another form, of another person, or of what was finished', () => {
  const form = begunForm<Held>(noor, 'start-goal');
  form.keep({ words: 'Weer naar school', who: [] }, ['Weer naar school']);
  expect(begunForm<Held>(noor, 'start-step').before).toBeUndefined();
  expect(begunForm<Held>(jeroen, 'start-goal').before).toBeUndefined();
  form.forget();
  expect(begunForm<Held>(noor, 'start-goal').before).toBeUndefined();
  expect([unsaid.size, begun.size]).toEqual([0, 0]);
});

it('has nothing of it once the unfinished words were forgotten', () => {
  begunForm<Held>(noor, 'start-goal').keep({ words: 'Weer naar school', who: [] }, ['Weer naar school']);
  unsaid.clear();
  expect(begunForm<Held>(noor, 'start-goal').before).toBeUndefined();
});
