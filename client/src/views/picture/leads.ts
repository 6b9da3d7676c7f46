// Who leads a case: composes its rooms, lets people in, freezes its versions. The server judges it; here it decides what is offered.
import type { CaseFacts } from '../../schema.gen';

/** Whether this person leads the case, as far as the rooms they read tell. */
export function leads(facts: CaseFacts, me: { person: string; role: string }): boolean {
  const measure = facts.legal_frame === 'supervision' || facts.legal_frame === 'guardianship';
  if (me.role === 'gi' && measure) return true;
  return facts.regisseur === me.person && (me.role === 'wijkteam' || me.role === 'gi');
}
