// One item of the picture as a row: its sentence, tags and the facts under it. Pure, apart from the language.
import { say, sayDate, sayNames } from '../words.svelte';
import { type Names, wordsOf } from './names';
import { ownDetails, weightDetails } from './own-details';
import { placementRow } from './placement';
import { type Detail, type Item, type Row, row, type Standing } from './rows';

type Mark = Item['marks'][number];

const label = (list: string, value: string | null | undefined): string[] =>
  value === null || value === undefined ? [] : [say(`${list}-${value}`)];

function detail(key: string, text: string | null | undefined, more: Partial<Detail> = {}): Detail[] {
  return text === null || text === undefined || text === '' ? [] : [{ label: say(key), text, ...more }];
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

/** Marks that are words under an item rather than a standpoint. */
function markDetails(item: Item, names: Names): Detail[] {
  return item.marks.flatMap((mark): Detail[] => {
    const name = names.face(mark.by).name;
    switch (mark.field) {
      case 'meaning':
        return mark.words
          ? [{ label: say('client-meaning', { name }), text: mark.words, quoted: true, lead: true }]
          : [];
      case 'own_words':
        return mark.words && !(item.kind === 'goal' && item.fields?.owner === mark.by)
          ? [{ label: say('client-own-words', { name }), text: mark.words, quoted: true, lead: true }]
          : [];
      case 'outcome':
        return [
          {
            label: '',
            text: say('client-outcome', { name, outcome: say(`help_outcome-${mark.is}`) }),
            lead: true,
          },
        ];
      case 'acknowledged':
        return mark.is ? [{ label: '', text: say('client-acknowledged', { name }), lead: true }] : [];
      default:
        return [];
    }
  });
}

/** What stands on an item by others: comments and signals. */
function attached(item: Item, names: Names): Detail[] {
  return names.said(item.id).flatMap((other): Detail[] => {
    if ((other.kind !== 'comment' && other.kind !== 'warning_sign') || other.fields === null || other.by === null)
      return [];
    return [{ label: names.face(other.by).name, text: other.fields.text, quoted: true }];
  });
}

function factorDetails(fields: NonNullable<Extract<Item, { kind: 'factor' }>['fields']>, names: Names): Detail[] {
  return [
    ...detail('client-holder', sayNames(fields.holder.map(names.node))),
    ...detail('client-story', fields.story),
    ...detail('client-knowledge', label('knowledge', fields.knowledge)[0]),
    ...detail('client-source', fields.source),
    ...detail('client-domain', label('domain', fields.domain)[0]),
  ];
}

/** Whose goal it is says it first, in their own words. */
function inOwnWords(item: Item, names: Names): string | null {
  const owner = item.kind === 'goal' ? item.fields?.owner : undefined;
  const said = item.marks.find((mark) => mark.field === 'own_words' && mark.by === owner)?.words;
  return said && owner !== undefined ? say('client-goal-own-words', { name: names.node(owner), words: said }) : null;
}

/** What is particular to a kind. */
function particular(item: Item, names: Names): Partial<Row> {
  switch (item.kind) {
    case 'factor':
      return item.fields === null
        ? {}
        : {
            tags: item.fields.roles.flatMap((role) => label('role_of_factor', role)),
            details: factorDetails(item.fields, names),
          };
    case 'card': {
      const fields = item.fields;
      if (fields === null) return {};
      const joins = fields.shape === 'relation' && fields.from !== null && fields.to !== null;
      return {
        tags: fields.roles.flatMap((role) => label('role_of_factor', role)),
        ends: joins ? [fields.from, fields.to].filter((end) => end !== null) : [],
        ...cardSentence(fields, names),
        details: [
          ...(joins && fields.said_together !== '' ? [{ label: '', text: spoken(fields, names), lead: true }] : []),
          ...detail('client-holder', sayNames(fields.holder.map(names.node))),
          ...detail('client-knowledge', label('knowledge', fields.knowledge)[0]),
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
        details: [
          ...detail('client-why', fields.why),
          ...(fields.strength === null ? [] : detail('client-strength', say(`client-strength-${fields.strength}`))),
        ],
      };
    }
    case 'placement':
      return item.fields === null ? {} : placementRow(item.fields, names);
    case 'event':
      return {
        tags: label('track', item.fields?.track),
        details: [
          ...detail(
            'client-when',
            period(item.fields?.start ?? null, item.fields?.end ?? null, item.fields?.precision ?? null),
            {
              lead: true,
            },
          ),
          ...detail('client-story', item.fields?.story),
          ...detail('client-knowledge', label('knowledge', item.fields?.knowledge)[0]),
        ],
      };
    case 'help':
      return {
        tags: label('help_status', item.fields?.status),
        details: [
          ...detail('client-when', period(item.fields?.start ?? null, item.fields?.end ?? null, null), { lead: true }),
          ...detail('client-for', sayNames((item.fields?.for_whom ?? []).map(names.node))),
          ...(item.fields?.waited_weeks
            ? [{ label: '', text: say('client-waited', { weeks: item.fields.waited_weeks }), lead: true }]
            : []),
          ...detail('client-what-helped', item.fields?.what_helped, { quoted: true, lead: true }),
          ...detail('client-what-went-wrong', item.fields?.what_went_wrong, { quoted: true, lead: true }),
        ],
      };
    case 'wish':
      return { tags: label('wish_when', item.fields?.when), details: answers(item.id, names) };
    case 'joint_question':
      return {
        tags: label('question_status', item.fields?.status),
        details: [
          ...(item.fields?.find_out_by
            ? [{ label: '', text: say('client-finds-out', { name: names.node(item.fields.find_out_by) }), lead: true }]
            : []),
          ...(item.fields?.due ? detail('client-find-out-due', sayDate(item.fields.due), { lead: true }) : []),
        ],
      };
    case 'explanation':
      return {
        tags: label('standing', item.fields?.standing),
        details: [
          ...detail('client-test', item.fields?.test, { lead: true }),
          ...detail('client-why', item.fields?.standing_why),
        ],
      };
    case 'goal':
      return {
        heading: inOwnWords(item, names),
        tags: item.fields === null ? [] : [say('client-goal-of', { name: names.node(item.fields.owner) })],
        details: [
          ...(item.fields?.review_on
            ? [{ label: '', text: say('client-review', { date: sayDate(item.fields.review_on) }), lead: true }]
            : []),
          ...detail('client-domain', label('domain', item.fields?.domain)[0]),
          ...detail('client-needs', sayNames((item.fields?.needs ?? []).map((need) => say(`need-${need}`)))),
          ...detail('client-situation-now', item.fields?.situation_now),
          ...detail('client-situation-wanted', item.fields?.situation_wanted),
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
        details: [
          ...detail('client-what-step', label('step_kind', item.fields?.kind)[0]),
          ...detail('client-helps-along', sayNames((item.fields?.helps ?? []).map(names.node))),
        ],
      };
    case 'agreement':
      return {
        tags: label('agreement_kind', item.fields?.kind),
        details: [
          ...detail('client-between', sayNames((item.fields?.between ?? []).map(names.node)), { lead: true }),
          ...(item.fields?.wish_of_child
            ? detail('client-wish-behind', names.item(item.fields.wish_of_child), { quoted: true })
            : []),
          ...(item.fields?.review_on
            ? [{ label: '', text: say('client-review', { date: sayDate(item.fields.review_on) }) }]
            : []),
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
        details: detail('client-hard-to-ask', fields.hard_to_ask, { quoted: true }),
      };
    }
    default:
      return {};
  }
}

type CardFields = NonNullable<Extract<Item, { kind: 'card' }>['fields']>;

/** The sentence of a card that is a relation, while it has no words of its own. */
function cardSentence(fields: CardFields, names: Names): Partial<Row> {
  const { from, kind, to } = fields;
  if (fields.shape !== 'relation' || from === null || kind === null || to === null) return {};
  if (fields.said_together !== '') return {};
  return { sentence: { from: names.item(from), verb: say(`relation_kind-${kind}`), to: names.item(to) } };
}

/** A card that is a relation, read aloud. */
function spoken(fields: CardFields, names: Names): string {
  const verb = fields.kind === null ? '' : say(`relation_kind-${fields.kind}`);
  return `${names.item(fields.from ?? '')} ${verb}: ${names.item(fields.to ?? '')}`;
}

function answers(wish: string, names: Names): Detail[] {
  return names
    .said(wish)
    .flatMap((item) =>
      item.kind === 'answer' && item.fields !== null
        ? [{ label: say('client-answer'), text: item.fields.text, lead: true }]
        : [],
    );
}

/** An item as a row. */
export function describe(item: Item, names: Names): Row {
  const own = particular(item, names);
  const author = item.words_of ?? item.by;
  const marks = markDetails(item, names);
  return row({
    id: item.id,
    kind: item.kind,
    room: item.room,
    rooms: item.rooms,
    words: wordsOf(item),
    by: author,
    joint: author === null,
    scribe: item.confirmed || item.by === author ? null : item.by,
    withdrawn: item.withdrawn,
    ...(item.withdrawn && author !== null
      ? { gone: say('client-withdrawn-by', { name: names.face(author).name }) }
      : {}),
    state: item.shared_state,
    standings: standings(item.marks),
    ...own,
    details: [
      ...(own.details ?? []),
      ...ownDetails(item, names),
      ...marks,
      ...weightDetails(item, names),
      ...attached(item, names),
    ],
  });
}
