// Opening a case, one question at a time: safety first, then the legal frame, then what the case is called. Pure.
import type { LegalFrame } from '../../schema.gen';
import { type NewCase, type SafetyAnswer, SIGNS, type Signs } from './lead-api';

/** What is asked about safety, one after the other. */
export const SAFETY_QUESTIONS = ['violence', 'control', 'danger'] as const;
export type SafetyQuestion = (typeof SAFETY_QUESTIONS)[number];

/** What somebody filled in about safety. */
export interface SafetyForm {
  answers: Readonly<Partial<Record<SafetyQuestion, Signs>>>;
  expert: string;
}

/** What somebody filled in of a case. */
export interface OpeningForm extends SafetyForm {
  frame: LegalFrame | null;
  title: string;
}

export type SafetyStep = SafetyQuestion | 'expert';
export type OpeningStep = SafetyStep | 'frame' | 'title';

/** Nothing filled in yet. */
export const nothingSaid = (): OpeningForm => ({ answers: {}, expert: '', frame: null, title: '' });

/** What the answers come to: the most worrying one counts. Nothing while something is not answered. */
export function signsOf({ answers }: SafetyForm): Signs | null {
  const given = SAFETY_QUESTIONS.map((question) => answers[question]);
  if (given.includes(undefined)) return null;
  return [...SIGNS].reverse().find((one) => given.includes(one)) ?? null;
}

/** The steps about safety: who the expert is is asked as soon as one answer is not "no". */
export function safetySteps({ answers }: SafetyForm): SafetyStep[] {
  const worries = SAFETY_QUESTIONS.some((question) => (answers[question] ?? 'no') !== 'no');
  return worries ? [...SAFETY_QUESTIONS, 'expert'] : [...SAFETY_QUESTIONS];
}

/** All steps of opening a case. */
export const openingSteps = (form: OpeningForm): OpeningStep[] => [...safetySteps(form), 'frame', 'title'];

/** Whether a step was answered; an expert may be named later, and a title may be left out. */
export function isAnswered(step: OpeningStep, form: OpeningForm): boolean {
  if (step === 'expert' || step === 'title') return true;
  return step === 'frame' ? form.frame !== null : form.answers[step] !== undefined;
}

/** The answer as it is sent; nothing while something is not answered. No expert is named where there is nothing to judge. */
export function safetyToSend(form: SafetyForm): SafetyAnswer | null {
  const signs = signsOf(form);
  if (signs === null) return null;
  const expert = form.expert.trim();
  return { signs, expert: signs === 'no' || expert === '' ? null : expert };
}

/** The case as it is sent. */
export function caseToSend(form: OpeningForm): NewCase | null {
  const safety = safetyToSend(form);
  if (safety === null || form.frame === null) return null;
  const title = form.title.trim();
  return { ...safety, legal_frame: form.frame, title: title === '' ? null : title };
}

/** Whether joint rooms can be made after this answer. */
export const jointIsPossible = (safety: SafetyAnswer | null): boolean =>
  safety !== null && (safety.signs === 'no' || safety.expert !== null);
