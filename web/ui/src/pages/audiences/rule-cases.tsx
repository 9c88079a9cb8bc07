import { ArrowDown, ArrowUp, Check, Copy, Pencil, Plus, Trash } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, classes, IconButton } from '@/design/button';
import { moved, useReorder } from '@/design/reorder';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { withNewIds } from '@/rule/edit';
import { newId, type GroupNode } from '@/rule/model';
import type { Vocabulary } from '@/rule/vocabulary';
import { sayRule } from '@/rule/words';
import { RuleEditor } from './rule-editor';
import { audienceTexts } from './texts';

/** If the rule holds, then what the page adds to it. */
export interface RuleCase {
  id: string;
  root: GroupNode;
}

interface RuleCasesProps<C extends RuleCase> {
  cases: C[];
  vocabulary: Vocabulary;
  onChange: (cases: C[]) => void;
  empty: () => C;
  /** The controls for what follows when the rule holds. */
  then: (one: C, change: (changed: Partial<C>) => void) => ReactNode;
  /** The same in words, for a case that is closed. */
  said: (one: C) => ReactNode;
  note?: (index: number) => ReactNode;
  problems?: (index: number) => string[];
}

/** Rules from the top, the first that holds decides: an ordered list, each one open or in words. */
export function RuleCases<C extends RuleCase>(props: RuleCasesProps<C>) {
  const { cases, vocabulary, onChange } = props;
  const t = useTexts(audienceTexts).cases;
  const { language } = useFormat();
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(cases.filter((one) => one.root.children.length === 0).map((one) => one.id)),
  );
  const show = (id: string, shown: boolean) =>
    setOpen((old) => new Set(shown ? [...old, id] : [...old].filter((other) => other !== id)));
  const move = (from: number, to: number) => onChange(moved(cases, from, to));
  const reorder = useReorder(move);
  const insert = (index: number, one: C) => {
    onChange(cases.toSpliced(index, 0, one));
    show(one.id, true);
  };
  return (
    <div className="stack">
      <ol className="rule-cases">
        {cases.map((one, i) => {
          const isOpen = open.has(one.id);
          const problems = props.problems?.(i) ?? [];
          const { className, ...dropping } = reorder.item(i);
          return (
            <li
              key={one.id}
              aria-label={t.number(i + 1)}
              className={classes('rule-case', problems.length > 0 && 'wrong', className)}
              {...dropping}
            >
              <div className="rule-case-head">
                {reorder.grip(i, t.drag)}
                <span className="step-number">{i + 1}</span>
                <strong>{i === 0 ? t.if : t.elseIf}</strong>
                <span className="grow" />
                {props.note?.(i)}
                <IconButton label={t.up} disabled={i === 0} onClick={() => move(i, i - 1)}>
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={t.down}
                  disabled={i === cases.length - 1}
                  onClick={() => move(i, i + 1)}
                >
                  <ArrowDown />
                </IconButton>
                <IconButton
                  label={t.duplicate}
                  onClick={() => insert(i + 1, { ...one, id: newId(), root: copyOf(one.root) })}
                >
                  <Copy />
                </IconButton>
                <IconButton
                  label={t.remove}
                  disabled={cases.length === 1}
                  onClick={() => onChange(cases.toSpliced(i, 1))}
                >
                  <Trash />
                </IconButton>
                <IconButton label={isOpen ? t.done : t.edit} onClick={() => show(one.id, !isOpen)}>
                  {isOpen ? <Check /> : <Pencil />}
                </IconButton>
              </div>
              {isOpen ? (
                <RuleEditor
                  root={one.root}
                  vocabulary={vocabulary}
                  onChange={(edit) =>
                    onChange(cases.with(i, { ...one, root: edit(one.root) } as C))
                  }
                />
              ) : (
                <p className="rule-case-words">
                  {sayRule(one.root, { language, vocabulary }) || t.everybody}
                </p>
              )}
              <div className="rule-case-then">
                <span className="soft">{t.then}</span>
                {isOpen
                  ? props.then(one, (changed) => onChange(cases.with(i, { ...one, ...changed })))
                  : props.said(one)}
              </div>
              {problems.map((message) => (
                <div key={message} className="condition-problem" role="alert">
                  {message}
                </div>
              ))}
            </li>
          );
        })}
      </ol>
      <div>
        <Button small onClick={() => insert(cases.length, props.empty())}>
          <Plus aria-hidden />
          {t.add}
        </Button>
      </div>
    </div>
  );
}

const copyOf = (root: GroupNode) => withNewIds(root) as GroupNode;
