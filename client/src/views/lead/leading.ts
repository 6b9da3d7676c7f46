// Who leads a case, and who works at an office: what the frame of every page has to know. Pure.
import type { Picture } from '../../schema.gen';

const LEADING = ['wijkteam', 'gi'];

/** Whether a role can lead a case. */
export const mayLeadCases = (role: string): boolean => LEADING.includes(role);
/** Whether somebody gives help, and may so have cases at an office. */
export const givesHelp = (role: string): boolean => [...LEADING, 'professional', 'gedragswetenschapper'].includes(role);

/** Whether a person leads the case of this picture: the regisseur, and who carries out a measure of the court. */
export function leadsCase({ case: facts }: Picture, me: { person: string; role: string }): boolean {
  const measure = facts.legal_frame === 'supervision' || facts.legal_frame === 'guardianship';
  return mayLeadCases(me.role) && (facts.regisseur === me.person || (me.role === 'gi' && measure));
}
