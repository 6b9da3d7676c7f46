// What people fill in later about their own words, as lines of facts under a thing; and what each says of how much and how
// soon. Pure, apart from the language.
import { say, sayNames } from '../words.svelte';
import { detail, PAPER } from './detail';
import type { Names } from './names';
import type { Detail, Item } from './rows';

/** The words of how much something does to someone, the nearest to what they chose. */
export function impactWords(value: number): string {
  const steps = [0, 3, 5, 8, 10];
  const nearest = steps.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
  return say(`client-impact-${nearest}`);
}

/** What anyone said of how soon something must change, and of how much it does. */
export function weightDetails(item: Item, names: Names): Detail[] {
  return item.marks.flatMap((mark): Detail[] => {
    const { name } = names.face(mark.by);
    const said = { label: '', room: mark.room, ...PAPER };
    if (mark.field === 'urgency') {
      return [{ ...said, text: say('client-said-urgency', { name, when: say(`urgency-${mark.is}`) }) }];
    }
    if (mark.field !== 'impact') return [];
    return [{ ...said, text: say('client-said-impact', { name, much: impactWords(mark.is) }) }];
  });
}

/** What is filled in besides the words, of the kinds that people write themselves. */
export function ownDetails(item: Item, names: Names): Detail[] {
  switch (item.kind) {
    case 'factor':
    case 'card': {
      const { strength_now = null, generation = null } = item.fields ?? {};
      return [
        ...detail('client-strength-now', strength_now === null ? '' : say(`client-strength-${strength_now}`), PAPER),
        ...detail('client-generation', generation === null ? '' : say(`client-generation-${Math.min(generation, 3)}`)),
      ];
    }
    case 'event':
      return [
        ...detail('client-were-there', sayNames((item.fields?.persons ?? []).map(names.node)), PAPER),
        ...detail(
          'client-has-to-do',
          sayNames((item.fields?.factor_ids ?? []).map((id) => `“${names.item(id)}”`)),
          PAPER,
        ),
      ];
    case 'help':
      return detail('client-given-by', item.fields?.given_by, PAPER);
    case 'tie': {
      const { ring = null, direction = null } = item.fields ?? {};
      return [
        ...detail('client-how-close', ring === null ? '' : say(`client-ring-${ring}`)),
        ...detail('client-support-way', direction === null ? '' : say(`tie_direction-${direction}`)),
      ];
    }
    case 'wish':
      return detail('client-domain', item.fields?.domain ? say(`domain-${item.fields.domain}`) : '');
    case 'warning_sign':
      return detail('client-may-know', item.fields?.tell_who ? names.node(item.fields.tell_who) : '');
    case 'story':
      return detail('client-is-about', item.fields?.part ? say(`story_part-${item.fields.part}`) : '');
    default:
      return [];
  }
}
