import { Redo2, Undo2, UserSearch } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { ProblemError } from '@/api/client';
import { IconButton } from '@/design/button';
import { Segmented } from '@/design/choices';
import { Empty } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { addChild, duplicateNode, editNode, wrapInGroup } from '@/rule/edit';
import type { PrintedRule } from '@/rule/json';
import type { RuleNode } from '@/rule/model';
import { problemsByNode, withoutPrefix } from '@/rule/problems';
import type { Vocabulary } from '@/rule/vocabulary';
import { AddCondition } from './add-condition';
import { BuilderProvider, type BuilderState } from './builder-context';
import { GroupEditor } from './group-editor';
import { RuleJson } from './rule-json';
import { RuleText } from './rule-text';
import { Starters } from './starters';
import { audienceTexts } from './texts';
import type { LiveEstimate } from './use-estimate';
import type { useRule } from './use-rule';

interface BuilderProps {
  rule: ReturnType<typeof useRule>;
  printed: PrintedRule;
  live: LiveEstimate;
  total: number;
  vocabulary: Vocabulary;
}

/** The boolean builder, with the same rule as JSON behind a switch. */
export function Builder({ rule, printed, live, total, vocabulary }: BuilderProps) {
  const t = useTexts(audienceTexts);
  const [view, setView] = useState<'visual' | 'json'>('visual');
  const [fresh, setFresh] = useState<string>();
  const { root, change } = rule;

  const sizes = useMemo(() => sizesByNode(printed, live), [printed, live]);
  const problems = useMemo(
    () =>
      live.error instanceof ProblemError
        ? problemsByNode(printed.pointers, live.error.problems)
        : new Map<string, string[]>(),
    [printed, live],
  );
  const edits = {
    edit: useCallback<BuilderState['edit']>((id, e) => change((r) => editNode(r, id, e)), [change]),
    wrap: useCallback((id: string) => change((r) => wrapInGroup(r, id, 'or')), [change]),
    duplicate: useCallback((id: string) => change((r) => duplicateNode(r, id)), [change]),
    add: useCallback(
      (group: string, node: RuleNode) => {
        setFresh(node.id);
        change((r) => addChild(r, group, node));
      },
      [change],
    ),
  };
  const state: BuilderState = {
    vocabulary,
    sizes,
    total: live.estimate?.total ?? total,
    problems,
    incomplete: printed.incomplete,
    fresh,
    ...edits,
  };

  return (
    <BuilderProvider value={state}>
      <Card
        label={t.rule}
        title={
          <Segmented
            label={t.view}
            value={view}
            choices={[
              { value: 'visual', label: t.visual },
              { value: 'json', label: t.json },
            ]}
            onChange={setView}
          />
        }
        actions={
          <>
            <IconButton label={t.undo} disabled={!rule.canUndo} onClick={rule.undo}>
              <Undo2 />
            </IconButton>
            <IconButton label={t.redo} disabled={!rule.canRedo} onClick={rule.redo}>
              <Redo2 />
            </IconButton>
          </>
        }
      >
        {view === 'json' ? (
          <RuleJson rule={printed.rule} onChange={(parsed) => change(() => parsed)} />
        ) : root.children.length === 0 ? (
          <Empty
            icon={UserSearch}
            title={t.firstTitle}
            actions={<AddCondition group={root.id} prominent />}
          >
            {t.firstWhat}
            <Starters onAdd={(node) => edits.add(root.id, node)} />
          </Empty>
        ) : (
          <GroupEditor node={root} root />
        )}
        {view === 'visual' && printed.pointers.size > 1 && (
          <Disclosure title={t.asText}>
            <RuleText rule={printed.rule} onChange={(parsed) => change(() => parsed)} />
          </Disclosure>
        )}
      </Card>
    </BuilderProvider>
  );
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
