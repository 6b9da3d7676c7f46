import { expect, it } from 'vitest';
import { ApiError, connectApi } from '../../api';
import { leadApi, officeApi, unsuitable, whyNot } from './lead-api';

/** A server that answers everything alike, and keeps what it was asked. */
function server(status = 204, answer: unknown = null) {
  const asked: [string, string, unknown][] = [];
  const api = connectApi(async (input, init) => {
    asked.push([
      init?.method ?? '',
      String(input),
      init?.body === undefined ? undefined : JSON.parse(String(init.body)),
    ]);
    return new Response(status === 204 ? null : JSON.stringify(answer), { status });
  });
  return { asked, lead: leadApi('case one', api), office: officeApi(api) };
}

it('asks each thing at its own address, without what was left empty', async () => {
  const { asked, lead, office } = server();
  await lead.shutOut('noor');
  await lead.withdraw('i1');
  await lead.answerSafety({ signs: 'yes', expert: null });
  await lead.leave('core');
  await lead.handOver('gi');
  await lead.close();
  await office.enter('one');
  await office.back();
  const at = '/api/v1/cases/case%20one/';
  expect(asked).toEqual([
    ['POST', `${at}persons/noor/shut-out`, undefined],
    ['DELETE', `${at}invitations/i1`, undefined],
    ['POST', `${at}safety`, { signs: 'yes' }],
    ['POST', `${at}rooms/core/leave`, undefined],
    ['POST', `${at}handover`, { to: 'gi' }],
    ['POST', `${at}close`, undefined],
    ['POST', '/api/v1/office/enter', { case: 'one' }],
    ['POST', '/api/v1/office/return', undefined],
  ]);
});

it('says of a person what was emptied, and leaves out what stays', async () => {
  const { asked, lead } = server();
  await lead.change('noor', { birth_date: null, household: [] });
  expect(asked.map(([, , body]) => body)).toEqual([{ birth_date: null, household: [] }]);
});

it('sends the rooms of a split in one request', async () => {
  const { asked, lead } = server(201, { rooms: ['a', 'b'] });
  await lead.succeed('core', [['noor'], ['jeroen', 'youssef']]);
  expect(asked.map(([, , body]) => body)).toEqual([{ rooms: [['noor'], ['jeroen', 'youssef']] }]);
});

it('tells why not in the words of the server, and whom a room is not for', async () => {
  const people = [{ person: 'femke', why: 'Deze kamer is voor andere mensen bedoeld.' }];
  const { lead } = server(409, { code: 'room-unsuitable', title: 'Iemand kan niet in deze kamer.', people });
  const fault = await lead.compose({ kind: 'core', label: 'x', members: ['femke'] }).catch((one: unknown) => one);
  expect(whyNot(fault)).toBe('Iemand kan niet in deze kamer.');
  expect(unsuitable(fault)).toEqual(people);
  expect(unsuitable(new ApiError('needs-expert', 409, ''))).toEqual([]);
});
