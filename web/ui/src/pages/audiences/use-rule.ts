import { useCallback, useReducer } from 'react';
import { emptyRule, type GroupNode } from '@/rule/model';

interface History {
  past: GroupNode[];
  present: GroupNode;
  future: GroupNode[];
}

type Action =
  | { kind: 'change'; change: (root: GroupNode) => GroupNode }
  | { kind: 'load'; root: GroupNode }
  | { kind: 'undo' }
  | { kind: 'redo' };

const mostKept = 100;

function reduce(history: History, action: Action): History {
  const { past, present, future } = history;
  switch (action.kind) {
    case 'change': {
      const next = action.change(present);
      return next === present
        ? history
        : { past: [...past.slice(-mostKept), present], present: next, future: [] };
    }
    case 'load':
      return { past: [], present: action.root, future: [] };
    case 'undo': {
      const previous = past.at(-1);
      return previous
        ? { past: past.slice(0, -1), present: previous, future: [present, ...future] }
        : history;
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, present], present: next, future: rest } : history;
    }
  }
}

/** The rule under construction, with undo and redo. */
export function useRule() {
  const [history, dispatch] = useReducer(reduce, undefined, () => ({
    past: [],
    present: emptyRule(),
    future: [],
  }));
  return {
    root: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: useCallback(
      (change: (root: GroupNode) => GroupNode) => dispatch({ kind: 'change', change }),
      [],
    ),
    load: useCallback((root: GroupNode) => dispatch({ kind: 'load', root }), []),
    undo: useCallback(() => dispatch({ kind: 'undo' }), []),
    redo: useCallback(() => dispatch({ kind: 'redo' }), []),
  };
}
