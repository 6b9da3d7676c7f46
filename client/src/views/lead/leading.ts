// Who leads a case, and who works at an office: what the frame of every page has to know. Pure.
import type { Me } from '../../api';
import type { Picture } from '../../schema.gen';

const LEADING = ['wijkteam', 'gi'];

/** Whether a role can lead a case. */
export const mayLeadCases = (role: string): boolean => LEADING.includes(role);
/** Whether somebody gives help, and may so have cases at an office. */
export const givesHelp = (role: string): boolean => [...LEADING, 'professional', 'gedragswetenschapper'].includes(role);

/** Whether a person leads the case of this picture: the regisseur, and who carries out a measure of the court; never by an emergency. */
export function leadsCase({ case: facts }: Picture, me: Pick<Me, 'person' | 'role' | 'notices'>): boolean {
  if (isGuest(me)) return false;
  const measure = facts.legal_frame === 'supervision' || facts.legal_frame === 'guardianship';
  return mayLeadCases(me.role) && (facts.regisseur === me.person || (me.role === 'gi' && measure));
}
/** Whether somebody is here for an emergency: to read, and nothing else. */
export const isGuest = ({ notices = [] }: Pick<Me, 'notices'>): boolean =>
  notices.some((one) => one.kind === 'in_emergency');
