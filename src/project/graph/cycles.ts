// Finds import cycles: the strongly connected components of the graph (Tarjan's algorithm), without recursion, because
// a chain of imports may be long.

/**
 * Components of more than one node, each sorted, ordered by their first nodes. `edges` has the targets of each node.
 */
export function findCycles(nodes: readonly string[], edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: string[][] = [];
  const enter = (node: string, path: Visit[]): void => {
    low.set(node, order.size);
    order.set(node, order.size);
    stack.push(node);
    onStack.add(node);
    path.push({ node, next: 0 });
  };
  for (const start of nodes) {
    if (order.has(start)) continue;
    const path: Visit[] = [];
    enter(start, path);
    while (path.length > 0) {
      const visit = path.at(-1)!;
      const target = edges.get(visit.node)?.[visit.next++];
      if (target !== undefined) {
        if (!order.has(target)) enter(target, path);
        else if (onStack.has(target)) low.set(visit.node, Math.min(low.get(visit.node)!, order.get(target)!));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(visit.node)!));
      if (low.get(visit.node) !== order.get(visit.node)) continue;
      const component = stack.splice(stack.lastIndexOf(visit.node));
      for (const node of component) onStack.delete(node);
      if (component.length > 1) cycles.push(component.sort());
    }
  }
  return cycles.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

interface Visit {
  readonly node: string;
  /** Index of the next edge. */
  next: number;
}
