import { useMemo, useState } from 'react';
import { ProblemError } from '@/api/client';
import { addChild, duplicateNode, editNode, wrapInGroup } from '@/rule/edit';
import type { PrintedRule } from '@/rule/json';
import type { GroupNode } from '@/rule/model';
import { canMove, moveNode, nextPlace } from '@/rule/move';
import { problemsByNode, withoutPrefix } from '@/rule/problems';
import type { Vocabulary } from '@/rule/vocabulary';
import type { BuilderState } from './builder-context';
import type { LiveEstimate } from './use-estimate';

interface Built {
  root: GroupNode;
  printed: PrintedRule;
  live: LiveEstimate;
  /** Everybody, as long as nothing was counted. */
  total: number;
  vocabulary: Vocabulary;
  change: (edit: (root: GroupNode) => GroupNode) => void;
}

/** What the parts of a builder share, for a rule that is kept elsewhere. */
export function useBuilderState(built: Built): BuilderState {
  const { root, printed, live, total, vocabulary, change } = built;
  const [fresh, setFresh] = useState<string>();
  const [dragged, drag] = useState<string>();
  const sizes = useMemo(() => sizesByNode(printed, live), [printed, live]);
  const problems = useMemo(
    () =>
      live.error instanceof ProblemError
        ? problemsByNode(printed.pointers, live.error.problems)
        : new Map<string, string[]>(),
    [printed, live],
  );
  return {
    vocabulary,
    sizes,
    total: live.estimate?.total ?? total,
    problems,
    incomplete: printed.incomplete,
    fresh,
    dragged,
    edit: (id, edit) => change((r) => editNode(r, id, edit)),
    wrap: (id) => change((r) => wrapInGroup(r, id, 'or')),
    duplicate: (id) => change((r) => duplicateNode(r, id)),
    add: (group, node) => {
      setFresh(node.id);
      change((r) => addChild(r, group, node));
    },
    drag,
    canDrop: (to) => dragged !== undefined && canMove(root, dragged, to),
    drop: (to) => {
      if (dragged !== undefined) change((r) => moveNode(r, dragged, to));
      drag(undefined);
    },
    step: (id, direction) =>
      change((r) => {
        const to = nextPlace(r, id, direction);
        return to ? moveNode(r, id, to) : r;
      }),
  };
}

function sizesByNode(printed: PrintedRule, live: LiveEstimate): Map<string, number> {
  const byPointer = new Map(
    (live.estimate?.nodes ?? []).map((node) => [withoutPrefix(node.pointer), node.size]),
  );
  const sizes = new Map<string, number>();
  for (const [id, pointer] of printed.pointers) {
    const size = byPointer.get(pointer);
    if (size !== undefined) sizes.set(id, size);
  }
  return sizes;
}
