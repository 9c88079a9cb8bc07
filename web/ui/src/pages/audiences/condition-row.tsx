import {
  Activity,
  Ban,
  CircleDot,
  Copy,
  Group,
  ListTree,
  Trash,
  UserRound,
  Users,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classes, IconButton } from '@/design/button';
import { Select } from '@/design/inputs';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { ConditionNode } from '@/rule/model';
import { useBuilder } from './builder-context';
import { Grip } from './drag';
import { EventCondition } from './event-condition';
import { SequenceCondition } from './sequence-condition';
import { TestEditor } from './test-editor';
import { audienceTexts } from './texts';
import { textSubject } from './where-editor';

const icons = {
  tag: CircleDot,
  trait: UserRound,
  event: Activity,
  sequence: ListTree,
  audience: Users,
};

export function ConditionRow({ node }: { node: ConditionNode }) {
  const t = useTexts(audienceTexts);
  const { problems, incomplete, fresh, edit, wrap, duplicate } = useBuilder();
  const Icon = icons[node.kind];
  const found = problems.get(node.id) ?? [];
  const row = useRef<HTMLDivElement>(null);
  const isFresh = fresh === node.id;
  const name = useConditionName(node);
  useEffect(() => {
    if (isFresh) row.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [isFresh]);
  return (
    <div
      ref={row}
      className={classes('condition', node.negated && 'negated', found.length > 0 && 'wrong')}
      role="group"
      aria-label={name}
    >
      <Grip id={node.id} name={name} />
      <span className="condition-icon">
        <Icon aria-hidden />
      </span>
      <div className="condition-content">
        {node.negated && <span className="not-badge">{t.excluded}</span>}
        <ConditionContent node={node} isFresh={isFresh} />
        {found.map((message) => (
          <div key={message} className="condition-problem" role="alert">
            {message}
          </div>
        ))}
        {found.length === 0 && incomplete.has(node.id) && (
          <div className="small muted">{t.incomplete}</div>
        )}
      </div>
      <NodeSize id={node.id} />
      <div className="condition-actions">
        <IconButton
          label={node.negated ? t.include : t.exclude}
          aria-pressed={node.negated}
          onClick={() => edit(node.id, (old) => ({ ...old, negated: !old.negated }))}
        >
          <Ban />
        </IconButton>
        <IconButton label={t.wrap} onClick={() => wrap(node.id)}>
          <Group />
        </IconButton>
        <IconButton label={t.duplicate} onClick={() => duplicate(node.id)}>
          <Copy />
        </IconButton>
        <IconButton label={t.remove} onClick={() => edit(node.id, () => undefined)}>
          <Trash />
        </IconButton>
      </div>
    </div>
  );
}

function useConditionName(node: ConditionNode): string {
  const { vocabulary } = useBuilder();
  const t = useTexts(audienceTexts);
  switch (node.kind) {
    case 'tag':
      return vocabulary.tag(node.tag)?.label ?? node.tag;
    case 'trait':
      return vocabulary.trait(node.trait)?.label ?? node.trait;
    case 'event':
      return vocabulary.event(node.event)?.label ?? node.event;
    case 'sequence':
      return t.sequence;
    case 'audience':
      return vocabulary.audience(node.audience);
  }
}

function ConditionContent({ node, isFresh }: { node: ConditionNode; isFresh: boolean }) {
  const t = useTexts(audienceTexts);
  const { vocabulary, edit } = useBuilder();
  switch (node.kind) {
    case 'tag':
    case 'trait': {
      const key = node.kind === 'tag' ? node.tag : node.trait;
      const known = node.kind === 'tag' ? vocabulary.tag(key) : vocabulary.trait(key);
      const subject = known ?? textSubject(key);
      return (
        <div className="condition-line">
          <span className="subject">{subject.label}</span>
          <TestEditor
            subject={subject}
            test={node.test}
            autoFocus={isFresh}
            onChange={(test) =>
              edit(node.id, (old) =>
                old.kind === 'tag' || old.kind === 'trait' ? { ...old, test } : old,
              )
            }
          />
        </div>
      );
    }
    case 'event':
      return <EventCondition node={node} />;
    case 'sequence':
      return <SequenceCondition node={node} />;
    case 'audience':
      return (
        <div className="condition-line">
          <span className="muted">{t.audience}</span>
          <Select
            small
            className="subject"
            aria-label={t.audience}
            value={node.audience}
            options={vocabulary.audiences.map((a) => ({ value: a.key, label: a.label }))}
            onChange={(audience) =>
              edit(node.id, (old) =>
                old.kind === 'audience' ? { ...old, audience, snapshot: undefined } : old,
              )
            }
          />
          {node.snapshot !== undefined && (
            <span className="muted">{t.snapshotNumber(node.snapshot)}</span>
          )}
        </div>
      );
  }
}

/** How many profiles this node alone holds for, and its share as a bar. */
export function NodeSize({ id }: { id: string }) {
  const { sizes, total } = useBuilder();
  const f = useFormat();
  const size = sizes.get(id);
  if (size === undefined) return <span className="node-size" />;
  const share = total > 0 ? size / total : 0;
  return (
    <span className="node-size num" title={f.percent(share)}>
      {f.exact(size)}
      <span aria-hidden>
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
    </span>
  );
}
