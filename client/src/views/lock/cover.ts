// Takes a page out of the document, so that neither eyes, nor a screen reader, nor a search in the page find a word of it; and
// puts it back as it was, with what was typed in its fields.

/** How a covered page comes back. */
export type Uncover = () => void;

/** Fields for words. */
const FIELDS = 'textarea, input:not([type]), input[type="text"], input[type="date"], input[type="number"]';

/** Whether words stand in a field that are kept nowhere else: those of a draft are kept at every key. */
export function hasTyped(root: ParentNode = document): boolean {
  return [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)].some(
    (field) => !field.readOnly && field.value.trim() !== '' && field.closest('[data-kept]') === null,
  );
}

/** Takes all of the page out of the document. */
export function cover(): Uncover {
  const dialogs = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].filter((one) =>
    one.matches(':modal'),
  );
  const focused = document.activeElement;
  const at = scrollY;
  const held = document.createDocumentFragment();
  held.append(...document.body.childNodes);
  return () => {
    document.body.append(held);
    for (const dialog of dialogs) {
      // Out of the document it stopped being modal; closing it would tell its page that somebody did.
      dialog.removeAttribute('open');
      dialog.showModal();
    }
    scrollTo(0, at);
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
}
