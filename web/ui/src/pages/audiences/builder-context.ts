import { createContext, useContext } from 'react';
import type { RuleNode } from '@/rule/model';
import type { Direction, Place } from '@/rule/move';
import type { Vocabulary } from '@/rule/vocabulary';

/** What every part of the builder needs: names, sizes, problems, and a way to change the rule. */
export interface BuilderState {
  vocabulary: Vocabulary;
  /** Profiles that each node alone holds for, by node id. */
  sizes: ReadonlyMap<string, number>;
  total: number;
  problems: ReadonlyMap<string, string[]>;
  incomplete: ReadonlySet<string>;
  /** The node that was added last; its first control takes the focus. */
  fresh: string | undefined;
  /** The node that is being dragged. */
  dragged: string | undefined;
  edit: (id: string, change: (node: RuleNode) => RuleNode | undefined) => void;
  add: (group: string, node: RuleNode) => void;
  wrap: (id: string) => void;
  duplicate: (id: string) => void;
  drag: (id: string | undefined) => void;
  canDrop: (to: Place) => boolean;
  drop: (to: Place) => void;
  step: (id: string, direction: Direction) => void;
}

const Context = createContext<BuilderState | null>(null);

export const BuilderProvider = Context.Provider;

export function useBuilder(): BuilderState {
  const state = useContext(Context);
  if (!state) throw new Error('Part of the builder outside of a builder');
  return state;
}
