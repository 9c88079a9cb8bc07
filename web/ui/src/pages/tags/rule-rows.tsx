import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { Button, IconButton } from '@/design/button';
import { TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { BuilderProvider, type BuilderState } from '@/pages/audiences/builder-context';
import { GroupEditor } from '@/pages/audiences/group-editor';
import { addChild, duplicateNode, editNode, wrapInGroup } from '@/rule/edit';
import { printRule } from '@/rule/json';
import { emptyRule, newId, type GroupNode } from '@/rule/model';
import { useVocabulary } from '@/rule/vocabulary';
import { tagTexts } from './texts';

export interface RuleRow {
  id: string;
  root: GroupNode;
  value: string;
}

export const emptyRow = (): RuleRow => ({ id: newId(), root: emptyRule(), value: '' });

/** A table of rules from the top: the first that holds gives the value. */
export function RuleRows({
  rows,
  onChange,
}: {
  rows: RuleRow[];
  onChange: (rows: RuleRow[]) => void;
}) {
  const t = useTexts(tagTexts);
  const change = (id: string, changed: Partial<RuleRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...changed } : row)));
  return (
    <div className="stack">
      {rows.map((row, i) => (
        <div key={row.id} className="stack">
          <div className="row apart">
            <strong>{i === 0 ? t.ifRow : t.elseIfRow}</strong>
            {rows.length > 1 && (
              <IconButton
                label={t.removeRow}
                onClick={() => onChange(rows.filter((other) => other.id !== row.id))}
              >
                <X />
              </IconButton>
            )}
          </div>
          <OneRule root={row.root} onChange={(edit) => change(row.id, { root: edit(row.root) })} />
          <div className="row">
            <span className="soft">{t.thenValue}</span>
            <TextInput
              small
              aria-label={t.thenValue}
              value={row.value}
              onChange={(e) => change(row.id, { value: e.target.value })}
            />
          </div>
        </div>
      ))}
      <div>
        <Button small look="ghost" onClick={() => onChange([...rows, emptyRow()])}>
          <Plus aria-hidden />
          {t.addRow}
        </Button>
      </div>
    </div>
  );
}

interface OneRuleProps {
  root: GroupNode;
  onChange: (edit: (root: GroupNode) => GroupNode) => void;
}

function OneRule({ root, onChange }: OneRuleProps) {
  const { vocabulary } = useVocabulary();
  const incomplete = useMemo(() => printRule(root).incomplete, [root]);
  const state: BuilderState = {
    vocabulary,
    sizes: new Map(),
    total: 0,
    problems: new Map(),
    incomplete,
    fresh: undefined,
    edit: (id, edit) => onChange((old) => editNode(old, id, edit)),
    add: (group, node) => onChange((old) => addChild(old, group, node)),
    wrap: (id) => onChange((old) => wrapInGroup(old, id, 'or')),
    duplicate: (id) => onChange((old) => duplicateNode(old, id)),
  };
  return (
    <BuilderProvider value={state}>
      <GroupEditor node={root} root />
    </BuilderProvider>
  );
}
