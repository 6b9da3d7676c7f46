// What is asked of someone who writes something of their own: what it is nothing without first, all else later and one at a
// time. Pure; the questions themselves are in `questions.ts`.
import { FIELDS, type MarkField } from '../../schema.gen';
import { filledIn } from './said';
import type { FieldValues, OwnKind } from './voice';

/** One thing to ask. */
export interface Ask {
  field: string;
  /** `first`: asked at once; `later`: one at a time; `seldom`: only among all fields. */
  when: 'first' | 'later' | 'seldom';
  /** Asked at once, and nothing can be shared without it. */
  needed?: boolean;
  /** Asked only when this holds. */
  only?: (fields: FieldValues) => boolean;
  /** Among all fields it is always offered, also when `only` does not hold. */
  anyway?: boolean;
  /** Asked only in rooms of this kind. */
  in?: string;
}

const first = (field: string): Ask => ({ field, when: 'first' });
const needed = (field: string): Ask => ({ field, when: 'first', needed: true });
const later = (field: string, only?: Ask['only']): Ask => ({ field, when: 'later', ...(only ? { only } : {}) });
const seldom = (field: string): Ask => ({ field, when: 'seldom' });

const fromOthers = ({ knowledge }: FieldValues) => knowledge === 'hearsay' || knowledge === 'fact';

/** What is asked of each kind, in this order. */
export const ASKS: Readonly<Record<OwnKind, readonly Ask[]>> = {
  question: [needed('text'), later('find_out_by'), seldom('due'), seldom('status')],
  story: [needed('text'), later('part')],
  factor: [
    needed('title'),
    needed('roles'),
    needed('holder'),
    later('story'),
    later('strength_now'),
    later('knowledge'),
    { ...later('source', fromOthers), anyway: true },
    later('domain'),
    later('generation'),
  ],
  relation: [
    needed('from'),
    needed('kind'),
    needed('to'),
    later('why'),
    later('strength'),
    later('certainty'),
    seldom('polarity'),
  ],
  event: [
    needed('title'),
    first('start'),
    first('track'),
    later('story'),
    later('persons'),
    later('factor_ids'),
    later('end'),
    later('knowledge'),
  ],
  network_person: [needed('name'), first('kind'), later('informal')],
  tie: [
    needed('other'),
    first('quality'),
    later('ring'),
    later('direction'),
    later('support'),
    later('wish'),
    later('hard_to_ask'),
  ],
  help: [
    needed('name'),
    first('for_whom'),
    later('targets'),
    later('status'),
    later('waited_weeks', ({ status, waited_weeks }) => Boolean(status) || typeof waited_weeks === 'number'),
    later('what_helped'),
    later('what_went_wrong'),
    later('given_by'),
    later('start'),
    later('end', ({ status }) => status === 'ended'),
  ],
  wish: [needed('text'), later('when'), later('ask_again_on', ({ when }) => when === 'not_now'), later('domain')],
  comment: [needed('text')],
  // A judgement of safety is never a field beside what plays: it stands with its reason in a room of its own.
  advice: [{ ...first('safety'), in: 'safety' }, needed('text')],
  warning_sign: [needed('text'), first('tell_who')],
};

/** What one may say of a thing, one's own or another's, after its words. */
export const MARK_ASKS: Readonly<Record<string, readonly MarkField[]>> = {
  factor: ['urgency', 'impact'],
  card: ['urgency', 'impact'],
  event: ['meaning'],
  help: ['outcome'],
};

/** What is asked now of this piece, in a room of this kind. */
export function asksOf(
  kind: OwnKind,
  when: readonly Ask['when'][],
  fields: FieldValues,
  room: string | null = null,
): Ask[] {
  return ASKS[kind].filter(
    (ask) =>
      when.includes(ask.when) &&
      (ask.in === undefined || ask.in === room) &&
      ((ask.only?.(fields) ?? true) || (ask.anyway === true && when.includes('seldom'))),
  );
}

/** What is still asked one at a time; last of all which parts something hard plays, for it may play several. */
export function stillAsked(kind: OwnKind, fields: FieldValues, room: string | null = null): string[] {
  const open = asksOf(kind, ['later'], fields, room).flatMap((ask) =>
    isFilled(kind, ask.field, fields) ? [] : [ask.field],
  );
  const roles = fields.roles as readonly string[] | null | undefined;
  return kind === 'factor' && toneOf(fields) === 'hard' && roles?.length === 1 ? [...open, 'roles'] : open;
}

/** Whether a field says something. */
export const isFilled = (kind: OwnKind, field: string, fields: FieldValues): boolean => field in filledIn(kind, fields);

/** What a piece still has to say before it can be shared, in the order it is asked. */
export function missingIn(kind: OwnKind, fields: FieldValues): string[] {
  const said = filledIn(kind, fields);
  const required = Object.entries(FIELDS[kind]).flatMap(([field, def]) => (def.required ? [field] : []));
  const asked = ASKS[kind].flatMap((ask) => (ask.needed ? [ask.field] : []));
  return [...new Set([...asked, ...required])].filter((field) => !(field in said));
}

/** Whether a piece says enough to be shared. */
export const isReady = (kind: OwnKind, fields: FieldValues): boolean => missingIn(kind, fields).length === 0;

/** The roles of a factor that was said to help, or to be hard; what was chosen before is kept where it fits. */
export function rolesFor(tone: 'helps' | 'hard', roles: readonly string[]): string[] {
  if (tone === 'helps') return ['protective'];
  const hard = roles.filter((role) => role !== 'protective');
  return hard.length > 0 ? hard : ['problem'];
}

/** Whether a factor helps or is hard. */
export function toneOf(fields: FieldValues): 'helps' | 'hard' | null {
  const roles = fields.roles as readonly string[] | null | undefined;
  if (!roles || roles.length === 0) return null;
  return roles.includes('protective') ? 'helps' : 'hard';
}
