/** Finds the node that a pointer from the server speaks of. */
import type { Problem } from '@/api/client';

/** The id of the deepest printed node at or above the pointer. */
export function nodeAt(pointers: Map<string, string>, pointer: string): string | undefined {
  const path = withoutPrefix(pointer);
  let best: string | undefined;
  let length = -1;
  for (const [id, own] of pointers) {
    const holds = path === own || path.startsWith(`${own}/`);
    if (holds && own.length > length) {
      best = id;
      length = own.length;
    }
  }
  return best;
}

/** A rule inside a request body is reported under `/rule`. */
export function withoutPrefix(pointer: string): string {
  const path = pointer.replace(/^#/, '').replace(/^\/rule(?=\/|$)/, '');
  return path === '/' ? '' : path;
}

export function problemsByNode(pointers: Map<string, string>, problems: Problem[]) {
  const found = new Map<string, string[]>();
  for (const problem of problems) {
    const id = nodeAt(pointers, problem.pointer);
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), problem.message]);
  }
  return found;
}
