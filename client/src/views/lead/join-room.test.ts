import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { leading } from '../../../style/leading';
import { say } from '../words.svelte';
import JoinRoom from './JoinRoom.svelte';
import type { LedRoom } from './lead-api';
import './words';

const at = leading();
const room = (by_law: LedRoom['by_law']): LedRoom => ({
  id: 'r1',
  kind: 'school',
  label: 'School',
  members: ['noor', 'youssef'],
  successor_of: null,
  open: true,
  ground: null,
  about: [],
  not_reading: [],
  by_law,
});
const shown = (by_law: LedRoom['by_law']) =>
  render(JoinRoom, { props: { at, room: room(by_law), onclose: () => undefined } }).body;

it('says at the name who may come by law, and of nobody else', () => {
  const page = shown([{ person: 'jeroen', by_law: 'gezag' }]);
  expect(page.split(say('client-lead-join-may')).length - 1).toBe(1);
  expect(page.indexOf('Jeroen Kaspers')).toBeLessThan(page.indexOf(say('client-lead-join-may')));
  expect(shown([])).not.toContain(say('client-lead-join-may'));
});

it('says what joining means at once where nobody comes by law, and else only once somebody is chosen', () => {
  const goesOn = say('client-lead-join-joint');
  expect(shown([])).toContain(goesOn);
  expect(shown([{ person: 'jeroen', by_law: 'gezag' }])).not.toContain(goesOn);
});
