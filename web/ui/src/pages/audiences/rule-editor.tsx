import { useMemo } from 'react';
import { printRule } from '@/rule/json';
import type { GroupNode } from '@/rule/model';
import type { Vocabulary } from '@/rule/vocabulary';
import { BuilderProvider } from './builder-context';
import { GroupEditor } from './group-editor';
import { useBuilderState } from './use-builder-state';
import { useEstimate } from './use-estimate';

interface RuleEditorProps {
  root: GroupNode;
  vocabulary: Vocabulary;
  onChange: (edit: (root: GroupNode) => GroupNode) => void;
}

/** One rule with the count of every condition, for pages that hold several rules. */
export function RuleEditor({ root, vocabulary, onChange }: RuleEditorProps) {
  const printed = useMemo(() => printRule(root), [root]);
  const live = useEstimate(printed.pointers.size > 1 ? JSON.stringify(printed.rule) : undefined);
  const state = useBuilderState({ root, printed, live, total: 0, vocabulary, change: onChange });
  return (
    <BuilderProvider value={state}>
      <GroupEditor node={root} root />
    </BuilderProvider>
  );
}
