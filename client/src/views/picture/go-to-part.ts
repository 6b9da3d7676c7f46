// Going to a part of the picture that is on this page already.
import type { PartId } from './rows';

/** Brings a part into view, with the focus on its heading. Without it on this page the link is followed. */
export function goToPart(event: Event | null, part: PartId): void {
  const section = document.getElementById(`part-${part}`);
  if (section === null) return;
  event?.preventDefault();
  section.scrollIntoView({ block: 'start' });
  document.getElementById(`part-${part}-title`)?.focus({ preventScroll: true });
}
