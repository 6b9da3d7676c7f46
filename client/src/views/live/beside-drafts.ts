// Telling a picture in which only drafts changed from one in which more did.
import type { Picture } from '../../schema.gen';

/** Remembers one picture. */
export class BesideDrafts {
  private last: Picture | null = null;

  /** The picture as given, or the one before when that says the same of everything but drafts. */
  keep(picture: Picture): Picture {
    const before = this.last;
    const same =
      before !== null &&
      (Object.keys(picture) as (keyof Picture)[]).every((key) => key === 'drafts' || picture[key] === before[key]);
    if (!same) this.last = picture;
    return this.last ?? picture;
  }
}
