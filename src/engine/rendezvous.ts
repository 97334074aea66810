// Bundles that are built at the same time (webpack's several configurations) wait for each other when each knows what it imports: only
// then is the manifest that goes into all of them whole, and the same whoever came first.

/** The place where bundles that are built at the same time wait for each other. */
export class Rendezvous {
  private readonly awaited = new Set<object>();
  private waiting: (() => void)[] = [];

  /** A bundle's build begins. */
  begin(bundle: object): void {
    this.awaited.add(bundle);
  }

  /** A bundle knows what it imports: the promise is kept when all know that have begun. */
  async arrive(bundle: object): Promise<void> {
    if (this.awaited.has(bundle)) {
      const all = new Promise<void>((resolve) => this.waiting.push(resolve));
      this.end(bundle);
      await all;
    }
  }

  /** A bundle's build has ended, whether or not it got to {@link arrive}. */
  end(bundle: object): void {
    this.awaited.delete(bundle);
    if (this.awaited.size > 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }
}
