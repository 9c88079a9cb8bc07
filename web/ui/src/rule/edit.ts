/** Edits of a rule as functions from tree to tree. */
import { emptyRule, newId, type GroupNode, type RuleNode } from './model';

/** Replaces the node with this id by what the edit makes of it; `undefined` removes it. */
export function editNode(
  root: GroupNode,
  id: string,
  edit: (node: RuleNode) => RuleNode | undefined,
): GroupNode {
  if (root.id === id) {
    const edited = edit(root);
    return edited?.kind === 'group' ? edited : emptyRule();
  }
  const children = root.children.flatMap((child): RuleNode[] => {
    if (child.id === id) {
      const edited = edit(child);
      return edited ? [edited] : [];
    }
    return [child.kind === 'group' ? editNode(child, id, edit) : child];
  });
  return { ...root, children };
}

export const addChild = (root: GroupNode, group: string, child: RuleNode) =>
  editNode(root, group, (node) =>
    node.kind === 'group' ? { ...node, children: [...node.children, child] } : node,
  );

export const removeNode = (root: GroupNode, id: string) => editNode(root, id, () => undefined);

/** Puts the node into a group of its own, where others can join it. */
export const wrapInGroup = (root: GroupNode, id: string, op: 'and' | 'or') =>
  editNode(root, id, (node) => ({
    id: newId(),
    kind: 'group',
    op,
    negated: false,
    children: [node],
  }));

/** A copy right after the original. */
export function duplicateNode(root: GroupNode, id: string): GroupNode {
  const children = root.children.flatMap((child): RuleNode[] => {
    if (child.id === id) return [child, withNewIds(child)];
    return [child.kind === 'group' ? duplicateNode(child, id) : child];
  });
  return { ...root, children };
}

export function withNewIds(node: RuleNode): RuleNode {
  return node.kind === 'group'
    ? { ...node, id: newId(), children: node.children.map(withNewIds) }
    : { ...node, id: newId() };
}

export function countConditions(node: RuleNode): number {
  return node.kind === 'group'
    ? node.children.reduce((sum, child) => sum + countConditions(child), 0)
    : 1;
}
