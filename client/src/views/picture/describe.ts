// One item of the picture as a row: its sentence, tags and the facts under it. Pure, apart from the language.
import { say, sayDate, sayNames } from '../words.svelte';
import { detail, named, PAPER, spoken } from './detail';
import { type Names, scribeOf, wordsOf } from './names';
import { ownDetails, weightDetails } from './own-details';
import { placementRow } from './placement';
import { polarityOf } from './polarity';
import { type Detail, type Domain, type Item, type Row, row, type Standing } from './rows';

type Mark = Item['marks'][number];
const label = (list: string, value: string | null | undefined): string[] =>
  value === null || value === undefined ? [] : [say(`${list}-${value}`)];

/** Along which ways a goal or step helps; what was frozen long ago knows of none. */
function strategies(ways: readonly string[] | undefined): Detail[] {
  return detail('client-strategies', sayNames((ways ?? []).map((way) => say(`strategy-${way}`))));
}

/** Who stands where on an item. */
export function standings(marks: readonly Mark[]): Standing[] {
  return marks.flatMap((mark) =>
    mark.field === 'standpoint'
      ? [
          {
            person: mark.by,
            is: mark.is,
            words: mark.words === '' ? null : mark.words,
            stale: mark.stale,
            leftOn: mark.left_on,
            room: mark.room,
          },
        ]
      : [],
  );
}

/** When something was, in words. */
export function period(
  start: string | null,
  end: string | null,
  precision: 'day' | 'month' | 'year' | 'about' | null,
): string {
  if (start === null) return end === null ? '' : sayDate(end, precision);
  const from = sayDate(start, precision);
  if (end === null) return from;
  const to = sayDate(end, precision);
  return from === to ? from : say('client-period', { start: from, end: to });
}

/** Whether someone understands what has to change; that they don't is said before the thing is opened. */
function understood(mark: Extract<Mark, { field: 'understood' }>, name: string): Detail[] {
  // Who understood other words is asked again.
  if (mark.stale) return [];
  if (!mark.is) return [{ label: '', text: say('client-understood-no', { name }), lead: true }];
  if (mark.words === null) return [{ label: '', text: say('client-understood-yes', { name }) }];
  return [{ label: say('client-understood-words', { name }), text: mark.words, quoted: true }];
}

/** Marks that are words under an item rather than a standpoint. */
function markDetails(item: Item, names: Names): Detail[] {
  const told = (mark: Mark): Detail[] => {
    const called = names.face(mark.by).name;
    const name =
      mark.left_on === null ? called : say('client-stand-left', { name: called, day: sayDate(mark.left_on) });
    const quoted = (key: string): Detail[] =>
      mark.words ? [{ label: say(key, { name }), text: mark.words, quoted: true, lead: true }] : [];
    /** What was chosen, as a line of its own; own words go under it. */
    const chosen = (text: string): Detail[] => {
      const told = mark.stale ? `${text} (${say('client-stale')})` : text;
      return [
        {
          ...(mark.words ? { label: `${told}:`, text: mark.words, quoted: true } : { label: '', text: told }),
          lead: true,
        },
      ];
    };
    switch (mark.field) {
      case 'meaning':
        return quoted('client-meaning');
      case 'own_words':
        return item.kind === 'goal' && item.fields?.owner === mark.by ? [] : quoted('client-own-words');
      case 'outcome':
        return chosen(say('client-outcome', { name, outcome: say(`help_outcome-${mark.is}`) }));
      case 'reached':
        return chosen(say('client-reached-by', { name, reached: say(`reached-${mark.is}`) }));
      case 'understood':
        return understood(mark, name);
      case 'acknowledged':
        return mark.is ? chosen(say('client-acknowledged', { name })) : [];
      default:
        return [];
    }
  };
  return item.marks.flatMap((mark) => told(mark).map((one) => ({ ...one, room: mark.room })));
}

/** What stands on an item by others: comments and signals. */
function attached(item: Item, names: Names): Detail[] {
  return names.said(item.id).flatMap((other): Detail[] => {
    if ((other.kind !== 'comment' && other.kind !== 'warning_sign') || other.fields === null || other.by === null)
      return [];
    return [{ label: names.face(other.by).name, text: other.fields.text, quoted: true, paper: true, room: other.room }];
  });
}

function factorDetails(fields: NonNullable<Extract<Item, { kind: 'factor' }>['fields']>, names: Names): Detail[] {
  return [
    ...detail('client-holder', sayNames(fields.holder.map(names.node)), PAPER),
    ...detail('client-story', fields.story, PAPER),
    ...detail('client-knowledge', label('knowledge', fields.knowledge)[0], PAPER),
    ...detail('client-source', fields.source, PAPER),
    ...detail('client-domain', label('domain', fields.domain)[0]),
  ];
}

/** Whose goal it is says it first, in their own words. */
function inOwnWords(item: Item, names: Names): string | null {
  const owner = item.kind === 'goal' ? item.fields?.owner : undefined;
  const said = item.marks.find((mark) => mark.field === 'own_words' && mark.by === owner)?.words;
  return said && owner !== undefined ? say('client-goal-own-words', { name: names.node(owner), words: said }) : null;
}

/** What is particular to a kind; `facts` stand under its words. */
type Particular = Omit<Partial<Row>, 'details'> & { facts?: () => readonly Detail[] };

function particular(item: Item, names: Names): Particular {
  switch (item.kind) {
    case 'factor': {
      const fields = item.fields;
      if (fields === null) return {};
      return {
        tags: fields.roles.flatMap((role) => label('role_of_factor', role)),
        facts: () => factorDetails(fields, names),
      };
    }
    case 'card': {
      const fields = item.fields;
      if (fields === null) return {};
      const joins = fields.shape === 'relation' && fields.from !== null && fields.to !== null;
      return {
        tags: [
          ...fields.roles.flatMap((role) => label('role_of_factor', role)),
          ...(joins ? label('certainty', fields.certainty) : []),
        ],
        ends: joins ? [fields.from, fields.to].filter((end) => end !== null) : [],
        ...cardSentence(fields, names),
        facts: () => [
          ...(joins && fields.said_together !== '' ? [{ label: '', text: spoken(fields, names), lead: true }] : []),
          ...detail('client-holder', sayNames(fields.holder.map(names.node)), PAPER),
          ...detail('client-knowledge', label('knowledge', fields.knowledge)[0], PAPER),
          ...polarityDetails(fields),
          ...detail('client-domain', label('domain', fields.domain)[0]),
          ...(fields.strength === null ? [] : detail('client-strength', say(`client-strength-${fields.strength}`))),
        ],
      };
    }
    case 'relation': {
      const fields = item.fields;
      if (fields === null) return {};
      return {
        sentence: {
          from: names.item(fields.from),
          verb: say(`relation_kind-${fields.kind}`),
          to: names.item(fields.to),
        },
        ends: [fields.from, fields.to],
        tags: label('certainty', fields.certainty),
        facts: () => [
          ...detail('client-why', fields.why, PAPER),
          ...polarityDetails(fields),
          ...(fields.strength === null ? [] : detail('client-strength', say(`client-strength-${fields.strength}`))),
        ],
      };
    }
    case 'placement': {
      if (item.fields === null) return {};
      const { details = [], ...placed } = placementRow(item.fields, names);
      return { ...placed, facts: () => details };
    }
    case 'event':
      return {
        tags: label('track', item.fields?.track),
        facts: () => [
          ...detail(
            'client-when',
            period(item.fields?.start ?? null, item.fields?.end ?? null, item.fields?.precision ?? null),
            {
              lead: true,
            },
          ),
          ...detail('client-story', item.fields?.story, PAPER),
          ...detail('client-knowledge', label('knowledge', item.fields?.knowledge)[0], PAPER),
        ],
      };
    case 'help':
      return {
        tags: label('help_status', item.fields?.status),
        facts: () => [
          ...detail('client-when', period(item.fields?.start ?? null, item.fields?.end ?? null, null), { lead: true }),
          ...detail('client-for', sayNames((item.fields?.for_whom ?? []).map(names.node)), PAPER),
          ...named('client-help-targets', item.fields?.targets, names),
          ...(item.fields?.waited_weeks
            ? [{ label: '', text: say('client-waited', { weeks: item.fields.waited_weeks }), lead: true }]
            : []),
          ...detail('client-what-helped', item.fields?.what_helped, { quoted: true, lead: true }),
          ...detail('client-what-went-wrong', item.fields?.what_went_wrong, { quoted: true, lead: true }),
        ],
      };
    case 'advice':
      return item.fields?.safety
        ? { heading: say('client-safety-judged'), tags: label('safety', item.fields.safety) }
        : {};
    case 'wish':
      return { tags: label('wish_when', item.fields?.when), facts: () => answers(item.id, names) };
    case 'joint_question':
      return {
        tags: label('question_status', item.fields?.status),
        facts: () => (item.fields === null ? [] : findsOut(item.fields, names)),
      };
    case 'question':
      return { facts: () => (item.fields === null ? [] : findsOut(item.fields, names)) };
    case 'explanation':
      return {
        tags: label('standing', item.fields?.standing),
        facts: () => [
          ...detail('client-test', item.fields?.test, { lead: true }),
          ...detail('client-why', item.fields?.standing_why, PAPER),
          ...named('client-story-about', item.fields?.refers, names),
          ...named('client-story-for', item.fields?.speaks_for, names),
          ...named('client-story-against', item.fields?.speaks_against, names),
        ],
      };
    case 'goal':
      return {
        heading: inOwnWords(item, names),
        tags: item.fields === null ? [] : [say('client-goal-of', { name: names.node(item.fields.owner) })],
        facts: () => [
          ...lookBack(item.fields?.review_on ?? null, names),
          ...(item.fields?.based_on.length === 0
            ? [{ label: '', text: say('client-goal-rests-on-nothing'), lead: true }]
            : named('client-goal-rests-on', item.fields?.based_on, names)),
          ...detail('client-domain', label('domain', item.fields?.domain)[0], PAPER),
          ...detail('client-needs', sayNames((item.fields?.needs ?? []).map((need) => say(`need-${need}`))), PAPER),
          ...strategies(item.fields?.strategies),
          ...detail('client-situation-now', item.fields?.situation_now, PAPER),
          ...detail('client-situation-wanted', item.fields?.situation_wanted, PAPER),
        ],
      };
    case 'step':
      return {
        // Who does it says more than that it was agreed together.
        joint: false,
        tags: [
          ...(item.fields?.who ? [say('client-step-who', { name: names.node(item.fields.who) })] : []),
          ...(item.fields?.due ? [say('client-step-due', { date: sayDate(item.fields.due) })] : []),
          ...label('step_state', item.fields?.state),
        ],
        facts: () => [
          ...detail('client-what-step', label('step_kind', item.fields?.kind)[0]),
          ...strategies(item.fields?.strategies),
          ...detail('client-helps-along', sayNames((item.fields?.helps ?? []).map(names.node))),
        ],
      };
    case 'agreement':
      return {
        tags: label('agreement_kind', item.fields?.kind),
        facts: () => [
          ...detail('client-between', sayNames((item.fields?.between ?? []).map(names.node)), { lead: true }),
          ...(item.fields?.wish_of_child
            ? detail('client-wish-behind', names.item(item.fields.wish_of_child), { quoted: true, lead: true })
            : []),
          ...lookBack(item.fields?.review_on ?? null, names),
        ],
      };
    case 'network_person':
      return { tags: label('network_kind', item.fields?.kind) };
    case 'tie': {
      const fields = item.fields;
      if (fields === null) return {};
      const ego = names.node(fields.ego ?? item.words_of ?? item.by ?? '');
      return {
        words: say('client-tie-with', { ego, other: names.node(fields.other) }),
        tags: [
          ...label('tie_quality', fields.quality),
          ...fields.support.flatMap((one) => label('support', one)),
          ...(fields.wish === null ? [] : [say('client-tie-wish', { wish: say(`wish_for_tie-${fields.wish}`) })]),
        ],
        facts: () => detail('client-hard-to-ask', fields.hard_to_ask, { quoted: true }),
      };
    }
    default:
      return {};
  }
}

/** That more of one gives more or less of the other, where people say otherwise than the verb does. */
function polarityDetails({ kind, polarity }: Pick<CardFields, 'kind' | 'polarity'>): Detail[] {
  if (polarity === null || kind === null || polarity === polarityOf(kind)) return [];
  return detail('client-polarity', say(`polarity-${polarity}`), PAPER);
}

/** When people look back, or that it is time to. */
export function lookBack(on: string | null, names: Names): Detail[] {
  if (on === null) return [];
  const date = sayDate(on);
  return [{ label: '', text: say(names.came(on) ? 'client-review-due' : 'client-review', { date }), lead: true }];
}

/** Who finds a question out, and by when; that nobody does yet. */
function findsOut(
  { find_out_by: who, due, status }: Pick<QuestionFields, 'find_out_by' | 'due' | 'status'>,
  names: Names,
): Detail[] {
  const asked = status !== 'answered' && status !== 'parked';
  const nobody = asked ? [{ label: '', text: say('client-finds-out-nobody'), lead: true, nobody: true }] : [];
  return [
    ...(who === null ? nobody : [{ label: '', text: say('client-finds-out', { name: names.node(who) }), lead: true }]),
    ...(due === null ? [] : detail('client-find-out-due', sayDate(due), { lead: true })),
  ];
}

type QuestionFields = NonNullable<Extract<Item, { kind: 'question' }>['fields']>;
type CardFields = NonNullable<Extract<Item, { kind: 'card' }>['fields']>;

/** The sentence of a card that is a relation, while it has no words of its own. */
function cardSentence(fields: CardFields, names: Names): Partial<Row> {
  const { from, kind, to } = fields;
  if (fields.shape !== 'relation' || from === null || kind === null || to === null) return {};
  if (fields.said_together !== '') return {};
  return { sentence: { from: names.item(from), verb: say(`relation_kind-${kind}`), to: names.item(to) } };
}

function answerLabel(by: string | null, names: Names): string {
  return by === null ? say('client-answer') : say('client-answer-by', { name: names.face(by).name });
}

function answers(wish: string, names: Names): Detail[] {
  return names
    .said(wish)
    .flatMap((item) =>
      item.kind === 'answer' && item.fields !== null
        ? [{ label: answerLabel(item.fields.by, names), text: item.fields.text, lead: true }]
        : [],
    );
}

/** The part of life something belongs to. */
function domainOf(item: Item): Domain | null {
  switch (item.kind) {
    case 'factor':
    case 'card':
    case 'wish':
    case 'goal':
      return item.fields?.domain ?? null;
    default:
      return null;
  }
}

/** How far each finds something reached. */
export function reachedDetails(item: Item, names: Names): Detail[] {
  return markDetails({ ...item, marks: item.marks.filter((mark) => mark.field === 'reached') }, names);
}

/** An item as a row. What stands under its words is put together when someone looks: of most things nobody does. */
export function describe(item: Item, names: Names): Row {
  const { facts, ...own } = particular(item, names);
  const author = item.words_of ?? item.by;
  const made = row({
    id: item.id,
    kind: item.kind,
    room: item.room,
    rooms: names.foundIn(item.rooms),
    words: wordsOf(item),
    by: author,
    joint: author === null,
    scribe: scribeOf(item),
    withdrawn: item.withdrawn,
    ...(item.withdrawn && author !== null
      ? { gone: say('client-withdrawn-by', { name: names.face(author).name }) }
      : {}),
    domain: domainOf(item),
    state: item.shared_state,
    standings: standings(item.marks),
    ...own,
  });
  return lookedUp(made, () => [
    ...detail('client-words-from', item.words_from),
    ...(facts?.() ?? []),
    ...ownDetails(item, names),
    ...markDetails(item, names),
    ...weightDetails(item, names),
    ...attached(item, names),
  ]);
}

/** A row whose facts are put together once, when they are first asked for. */
function lookedUp(made: Row, details: () => readonly Detail[]): Row {
  let known: readonly Detail[] | null = null;
  return Object.defineProperty(made, 'details', {
    enumerable: true,
    configurable: true,
    get: () => {
      known ??= details();
      return known;
    },
  });
}
