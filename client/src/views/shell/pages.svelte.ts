// The pages besides the picture: fetched when someone goes there, or quietly before, so that they work without a connection.
import type { Component } from 'svelte';
import { DRAWINGS, type Drawing, type Route } from '../../routes';
import { ADDITIONS } from '../picture/additions';
import type { CaseStore } from '../store';

/** A page of a case; `item` is the one thing of it that is open. */
export type Page = Component<{ store: CaseStore; item: string | null }>;
/** The name of a page: that of its view, or of one drawing. */
export type PageName = Route['view'] | `drawing-${Drawing}`;

const FETCH: Partial<Record<PageName, () => Promise<{ default: Page }>>> = {
  stories: () => import('../stories/Stories.svelte'),
  mine: () => import('../mine/Mine.svelte'),
  search: () => import('../search/Search.svelte'),
  changes: () => import('../changes/Changes.svelte'),
  wishes: () => import('../wishes/Wishes.svelte'),
  readers: () => import('../readers/Readers.svelte'),
  along: () => import('../along/Along.svelte'),
  devices: () => import('../devices/Devices.svelte'),
  lead: () => import('../lead/Lead.svelte'),
  person: () => import('../person/Person.svelte'),
  drawing: () => import('./Drawings.svelte'),
  'drawing-map': () => import('../drawings/map/Map.svelte'),
  'drawing-order': () => import('../drawings/order/Order.svelte'),
  'drawing-timeline': () => import('../drawings/timeline/Timeline.svelte'),
  'drawing-people': () => import('../drawings/ecogram/People.svelte'),
  versions: () => import('../versions/Versions.svelte'),
};

/** The drawings there are, in the order in which they are offered. */
export const drawings: readonly Drawing[] = (Object.keys(DRAWINGS) as Drawing[]).filter(
  (one) => FETCH[`drawing-${one}`] !== undefined,
);

/** The page that a place is on. */
export function pageOf(route: Route): PageName {
  const { view } = route;
  return view === 'drawing' && route.drawing !== null && drawings.includes(route.drawing)
    ? `drawing-${route.drawing}`
    : view;
}

/** The pages that are here. */
export class Pages {
  private here: Partial<Record<PageName, Page>> = $state.raw({});
  /** The page asked for last could not be fetched. */
  failed = $state(false);

  /** A page, when it is here. */
  get(name: PageName): Page | null {
    return this.here[name] ?? null;
  }

  /** Fetches a page that someone wants to see. */
  async open(name: PageName): Promise<void> {
    this.failed = false;
    this.failed = !(await this.fetch(name));
  }

  /** Fetches all of them but what few need, quietly: what fails is fetched when someone asks for it. */
  async prepare(): Promise<void> {
    const names = (Object.keys(FETCH) as PageName[]).filter((name) => name !== 'lead');
    await Promise.all(names.map((name) => this.fetch(name)));
    // Before anyone leaves: that doesn't wait for it to be fetched.
    await import('../../ways-in/kept').then(({ kept }) => kept()).catch(() => undefined);
    // Someone may begin to add something without a connection too.
    const forms = new Set(Object.values(ADDITIONS).flatMap((some) => some.flatMap((one) => one.form ?? [])));
    await Promise.allSettled([...forms].map((form) => form()));
  }

  private async fetch(name: PageName): Promise<boolean> {
    const fetch = FETCH[name];
    if (fetch === undefined || this.here[name] !== undefined) return true;
    try {
      const { default: page } = await fetch();
      this.here = { ...this.here, [name]: page };
      return true;
    } catch {
      return false;
    }
  }
}
