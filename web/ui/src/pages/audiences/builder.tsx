import { Redo2, Undo2, UserSearch } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/design/button';
import { Segmented } from '@/design/choices';
import { Empty } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import type { PrintedRule } from '@/rule/json';
import type { Vocabulary } from '@/rule/vocabulary';
import { AddCondition } from './add-condition';
import { BuilderProvider } from './builder-context';
import { GroupEditor } from './group-editor';
import { RuleJson } from './rule-json';
import { RuleText } from './rule-text';
import { Starters } from './starters';
import { audienceTexts } from './texts';
import { useBuilderState } from './use-builder-state';
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
  const { root, change } = rule;
  const state = useBuilderState({ root, printed, live, total, vocabulary, change });

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
            <Starters onAdd={(node) => state.add(root.id, node)} />
          </Empty>
        ) : (
          <GroupEditor node={root} root />
        )}
        {view === 'visual' && printed.pointers.size > 1 && (
          <Disclosure title={t.asText} open>
            <RuleText rule={printed.rule} onChange={(parsed) => change(() => parsed)} />
          </Disclosure>
        )}
      </Card>
    </BuilderProvider>
  );
}
