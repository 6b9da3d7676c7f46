// The pages besides the picture: fetched when someone goes there, or quietly before, so that they work without a connection.
import type { Component } from 'svelte';
import type { Route } from '../../routes';
import type { CaseStore } from '../store';

/** A page of a case; `item` is the one thing of it that is open. */
export type Page = Component<{ store: CaseStore; item: string | null }>;

const FETCH: Partial<Record<Route['view'], () => Promise<{ default: Page }>>> = {
  stories: () => import('../stories/Stories.svelte'),
  mine: () => import('../mine/Mine.svelte'),
  versions: () => import('../versions/Versions.svelte'),
};

/** The pages that are here. */
export class Pages {
  private here: Partial<Record<Route['view'], Page>> = $state.raw({});
  /** The page asked for last could not be fetched. */
  failed = $state(false);

  /** A page, when it is here. */
  get(view: Route['view']): Page | null {
    return this.here[view] ?? null;
  }

  /** Fetches a page that someone wants to see. */
  async open(view: Route['view']): Promise<void> {
    this.failed = false;
    this.failed = !(await this.fetch(view));
  }

  /** Fetches all of them, quietly: what fails is fetched when someone asks for it. */
  async prepare(): Promise<void> {
    await Promise.all((Object.keys(FETCH) as Route['view'][]).map((view) => this.fetch(view)));
  }

  private async fetch(view: Route['view']): Promise<boolean> {
    const fetch = FETCH[view];
    if (fetch === undefined || this.here[view] !== undefined) return true;
    try {
      const { default: page } = await fetch();
      this.here = { ...this.here, [view]: page };
      return true;
    } catch {
      return false;
    }
  }
}
