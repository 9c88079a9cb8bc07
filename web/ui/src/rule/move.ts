/** Moves of a node to another place of the rule, as functions from tree to tree. */
import { editNode, removeNode } from './edit';
import type { GroupNode, RuleNode } from './model';

/** A place among the children of a group; `index` counts them as they are before the move. */
export interface Place {
  group: string;
  index: number;
}

export type Direction = 'up' | 'down';

export function findNode(root: RuleNode, id: string): RuleNode | undefined {
  if (root.id === id) return root;
  if (root.kind !== 'group') return undefined;
  for (const child of root.children) {
    const found = findNode(child, id);
    if (found) return found;
  }
  return undefined;
}

/** Where the node stands; nothing for the root and for what is not in the rule. */
export function placeOf(root: GroupNode, id: string): Place | undefined {
  const index = root.children.findIndex((child) => child.id === id);
  if (index >= 0) return { group: root.id, index };
  for (const child of root.children) {
    const found = child.kind === 'group' ? placeOf(child, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Whether the move changes anything; a group cannot be put into itself. */
export function canMove(root: GroupNode, id: string, to: Place): boolean {
  const node = findNode(root, id);
  const from = placeOf(root, id);
  if (!node || !from || findNode(node, to.group)) return false;
  return from.group !== to.group || (to.index !== from.index && to.index !== from.index + 1);
}

/** Puts the node there; the rule itself where that is no move. */
export function moveNode(root: GroupNode, id: string, to: Place): GroupNode {
  const node = findNode(root, id);
  const from = placeOf(root, id);
  if (!node || !from || !canMove(root, id, to)) return root;
  const index = from.group === to.group && from.index < to.index ? to.index - 1 : to.index;
  return editNode(removeNode(root, id), to.group, (group) =>
    group.kind === 'group'
      ? { ...group, children: group.children.toSpliced(index, 0, node) }
      : group,
  );
}

/**
 * The next place up or down as one reads: past a condition, into a group at its near end, out of a
 * group at its edge.
 */
export function nextPlace(root: GroupNode, id: string, direction: Direction): Place | undefined {
  const from = placeOf(root, id);
  if (!from) return undefined;
  const around = findNode(root, from.group);
  if (around?.kind !== 'group') return undefined;
  const up = direction === 'up';
  const neighbour = around.children[from.index + (up ? -1 : 1)];
  if (neighbour?.kind === 'group')
    return { group: neighbour.id, index: up ? neighbour.children.length : 0 };
  if (neighbour) return { group: around.id, index: from.index + (up ? -1 : 2) };
  const outside = placeOf(root, around.id);
  return outside && { group: outside.group, index: outside.index + (up ? 0 : 1) };
}
