// What is asked about a youth's objection and about an emergency (docs/protocol.md R7, B1-B4). Without words: the youth's page has its own.
import type { Api } from '../../api';

type Asking = Pick<Api, 'ask'>;

/** The address of something in a case. */
export const inCase = (caseId: string) => (rest: string) => `/cases/${encodeURIComponent(caseId)}/${rest}`;
type At = ReturnType<typeof inCase>;

/** Asking, answering and ending it. */
export function objectionsApi(at: At, { ask }: Asking) {
  const one = (id: string, deed: string) => at(`objections/${encodeURIComponent(id)}/${deed}`);
  return {
    ask: async (reader: string, rooms: readonly string[], why: string) =>
      void (await ask('POST', at('objections'), { reader, rooms, ...(why !== '' && { why }) })),
    answer: async (id: string, honoured: boolean, reason: string) =>
      void (await ask('POST', one(id, 'answer'), { honoured, reason })),
    /** Taken back by the youth, or ended by who leads, who says why. */
    end: async (id: string, reason?: string) =>
      void (await ask('POST', one(id, 'end'), reason === undefined ? {} : { reason })),
  };
}

/** Looking at an emergency, and ending it; `officer` says that the family may be told. */
export function emergenciesApi(at: At, { ask }: Asking) {
  return {
    review: async (id: string, remark: string, officer: string) =>
      void (await ask('POST', at(`emergencies/${encodeURIComponent(id)}/review`), {
        remark,
        ...(officer !== '' && { officer }),
      })),
    /** Ends it before its hour is over. */
    end: async (id: string) => void (await ask('POST', at(`emergencies/${encodeURIComponent(id)}/end`))),
  };
}
