import { Ban, FolderPlus, Trash } from 'lucide-react';
import { Fragment } from 'react';
import { Button, classes, IconButton } from '@/design/button';
import { Segmented } from '@/design/choices';
import { useTexts } from '@/i18n/texts';
import { emptyRule, type GroupNode } from '@/rule/model';
import { ruleTexts } from '@/rule/texts';
import { AddCondition } from './add-condition';
import { useBuilder } from './builder-context';
import { ConditionRow, NodeSize } from './condition-row';
import { DropAround, DropInto, Grip } from './drag';
import { audienceTexts } from './texts';

/** A group of conditions with its connector between them; groups nest. */
export function GroupEditor({ node, root }: { node: GroupNode; root?: boolean }) {
  const t = useTexts(audienceTexts);
  const { edit, add, problems } = useBuilder();
  const found = problems.get(node.id) ?? [];
  const setOperator = (op: 'and' | 'or') =>
    edit(node.id, (old) => (old.kind === 'group' ? { ...old, op } : old));
  return (
    <div
      className={classes('rule-group', !root && 'nested', node.negated && 'negated')}
      role="group"
      aria-label={node.op === 'and' ? t.all : t.any}
    >
      <div className="rule-group-head">
        {!root && <Grip id={node.id} name={node.op === 'and' ? t.all : t.any} />}
        <Segmented
          label={t.combine}
          value={node.op}
          choices={[
            { value: 'and', label: t.all },
            { value: 'or', label: t.any },
          ]}
          onChange={setOperator}
        />
        {node.negated && <span className="not-badge">{t.excluded}</span>}
        <span className="grow" />
        {!root && <NodeSize id={node.id} />}
        <div className={classes(!root && 'condition-actions')}>
          {(!root || node.negated) && (
            <IconButton
              label={node.negated ? t.include : t.exclude}
              aria-pressed={node.negated}
              onClick={() => edit(node.id, (old) => ({ ...old, negated: !old.negated }))}
            >
              <Ban />
            </IconButton>
          )}
          {!root && (
            <IconButton label={t.removeGroup} onClick={() => edit(node.id, () => undefined)}>
              <Trash />
            </IconButton>
          )}
        </div>
      </div>
      {found.map((message) => (
        <div key={message} className="condition-problem" role="alert">
          {message}
        </div>
      ))}
      {!root && node.children.length === 0 && <p className="small muted">{t.emptyGroup}</p>}
      <div className="rule-children">
        {node.children.map((child, i) => (
          <Fragment key={child.id}>
            {i > 0 && <Connector op={node.op} onSwitch={setOperator} />}
            <DropAround id={child.id} group={node.id} index={i}>
              {child.kind === 'group' ? (
                <GroupEditor node={child} />
              ) : (
                <ConditionRow node={child} />
              )}
            </DropAround>
          </Fragment>
        ))}
      </div>
      <DropInto place={{ group: node.id, index: node.children.length }}>
        <AddCondition group={node.id} prominent={root && node.children.length === 0} />
        <Button
          small
          look="ghost"
          onClick={() => add(node.id, { ...emptyRule(), op: node.op === 'and' ? 'or' : 'and' })}
        >
          <FolderPlus aria-hidden />
          {t.addGroup}
        </Button>
      </DropInto>
    </div>
  );
}

interface ConnectorProps {
  op: 'and' | 'or';
  onSwitch: (op: 'and' | 'or') => void;
}

function Connector({ op, onSwitch }: ConnectorProps) {
  const t = useTexts(audienceTexts);
  const words = useTexts(ruleTexts);
  const other = op === 'and' ? 'or' : 'and';
  return (
    <div className={classes('connector', op)}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`${words[op]}. ${t.switchTo[other]}`}
        title={t.switchTo[other]}
        onClick={() => onSwitch(other)}
      >
        {words[op]}
      </button>
    </div>
  );
}
