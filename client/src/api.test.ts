import { describe, expect, it } from 'vitest';
import { ApiError, connectApi } from './api';

function answering(status: number, body: BodyInit | null): { api: ReturnType<typeof connectApi>; asked: string[] } {
  const asked: string[] = [];
  const api = connectApi(async (input, init) => {
    asked.push(`${init?.method} ${String(input)} ${init?.body ?? ''}`.trim());
    return new Response(body, { status });
  });
  return { api, asked };
}

describe('the API', () => {
  it('asks what the contract says', async () => {
    const { api, asked } = answering(200, '{}');
    await api.loginDemo('noor');
    await api.me();
    await api.tickets(['g/core/board']);
    await api.picture('g');
    await api.freeze('g', 'working', 'overleg');
    await api.version('g', 'v1');
    await api.joinWriting('g', 'g/core/board', 'text:card/a/text');
    await api.leaveWriting('g', 's1');
    await api.removed('g', 'g/core/board', 'text:card/a/text');
    await api.readers('g', '2026-11-01', null);
    await api.readers('g', null, null);
    const consent = { about: 'noor', rooms: ['school'], readers: ['femke'] };
    await api.consents('g');
    await api.agree('g', consent);
    await api.takeBack('g', consent);
    await api.logout();
    expect(asked).toEqual([
      'POST /api/v1/login/demo {"person":"noor"}',
      'GET /api/v1/me',
      'POST /api/v1/tickets {"documents":["g/core/board"]}',
      'GET /api/v1/cases/g/picture',
      'POST /api/v1/cases/g/versions {"kind":"working","reason":"overleg"}',
      'GET /api/v1/cases/g/versions/v1.json',
      'POST /api/v1/cases/g/writing {"document":"g/core/board","text":"text:card/a/text"}',
      'DELETE /api/v1/cases/g/writing/s1',
      'GET /api/v1/cases/g/removed?document=g%2Fcore%2Fboard&text=text%3Acard%2Fa%2Ftext',
      'GET /api/v1/cases/g/readers?from=2026-11-01',
      'GET /api/v1/cases/g/readers?',
      'GET /api/v1/cases/g/consents',
      'POST /api/v1/cases/g/consents {"about":"noor","rooms":["school"],"readers":["femke"]}',
      'POST /api/v1/cases/g/consents/withdraw {"about":"noor","rooms":["school"],"readers":["femke"]}',
      'POST /api/v1/logout',
    ]);
  });

  it('reads what was taken out of a text, and leaves out what has no words', async () => {
    const { api } = answering(
      200,
      '{"text":"t","removed":[{"words":"rust","by":["noor",7],"removed_by":"jeroen","day":"2026-11-20","before":"is ","after":"."},{"words":""},null]}',
    );
    expect(await api.removed('g', 'd', 't')).toEqual([
      { words: 'rust', by: ['noor'], removedBy: 'jeroen', day: '2026-11-20', before: 'is ', after: '.' },
    ]);
    expect(await answering(200, '{}').api.removed('g', 'd', 't')).toEqual([]);
  });

  it.each([
    [
      404,
      '{"code":"not-found","title":"Dit is er niet."}',
      { code: 'not-found', status: 404, title: 'Dit is er niet.' },
    ],
    [401, 'no json', { code: 'session-ended', status: 401, title: '' }],
    [502, '<html>', { code: 'internal', status: 502, title: '' }],
    [400, '{"code":"invented"}', { code: 'internal', status: 400, title: '' }],
    [200, 'no json', { code: 'internal', status: 200, title: '' }],
  ])('turns %i %s into an error with a code', async (status, body, error) => {
    const caught = await answering(status, body)
      .api.me()
      .catch((fault: unknown) => fault);
    expect(caught).toBeInstanceOf(ApiError);
    expect(caught).toMatchObject(error);
  });

  it('says offline when no answer came', async () => {
    const api = connectApi(() => Promise.reject(new TypeError('failed')));
    await expect(api.me()).rejects.toMatchObject({ code: 'offline' });
  });
});
