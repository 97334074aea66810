// Bundles that are built at the same time, such as several configurations of webpack, wait for each other once each has
// reported its imports. Then all of them get the same, complete manifest, in whatever order they are built.

/** A barrier at which bundles that are built at the same time wait for each other. */
export class Rendezvous {
  private readonly awaited = new Set<object>();
  private waiting: (() => void)[] = [];

  /** Starts a bundle's build. */
  begin(bundle: object): void {
    this.awaited.add(bundle);
  }

  /** Marks a bundle's imports as known. The promise resolves when those of all started bundles are. */
  async arrive(bundle: object): Promise<void> {
    if (this.awaited.has(bundle)) {
      const all = new Promise<void>((resolve) => this.waiting.push(resolve));
      this.end(bundle);
      await all;
    }
  }

  /** Ends a bundle's build, whether or not it reached {@link arrive}. */
  end(bundle: object): void {
    this.awaited.delete(bundle);
    if (this.awaited.size > 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }
}
