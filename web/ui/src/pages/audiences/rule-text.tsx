import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '@/api/client';
import { convertRule } from '@/api/insight';
import { TextArea } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import { printRule } from '@/rule/json';
import type { GroupNode } from '@/rule/model';
import { parseRule } from '@/rule/parse';
import { audienceTexts } from './texts';

const pauseMs = 400;

interface RuleTextProps {
  /** The rule as the builder prints it. */
  rule: unknown;
  onChange: (root: GroupNode) => void;
}

/** The rule as an editable SQL condition; the server turns each form into the other. */
export function RuleText({ rule, onChange }: RuleTextProps) {
  const t = useTexts(audienceTexts);
  const printed = JSON.stringify(rule);
  const [text, setText] = useState('');
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<unknown>();
  /** The rule that the shown text says, as the builder prints it. */
  const said = useRef<string>(undefined);
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    if (said.current === printed) return;
    const aborter = new AbortController();
    convertRule({ rule: withoutLonelyGroup(JSON.parse(printed)) }, aborter.signal).then(
      (both) => {
        said.current = printed;
        setText(both.text);
        setTyped(undefined);
        setError(undefined);
      },
      (problem: unknown) => !aborter.signal.aborted && setError(problem),
    );
    return () => aborter.abort();
  }, [printed]);

  useEffect(() => {
    if (typed === undefined) return;
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      convertRule({ text: typed }, aborter.signal).then(
        (both) => {
          setError(undefined);
          const root = parseRule(both.rule);
          // What is typed stays as it is typed.
          said.current = JSON.stringify(printRule(root).rule);
          change.current(root);
        },
        (problem: unknown) => !aborter.signal.aborted && setError(problem),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [typed]);

  return (
    <div className="stack">
      <TextArea
        mono
        aria-label={t.textLabel}
        rows={Math.min(24, Math.max(3, text.split('\n').length + 1))}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setTyped(e.target.value);
        }}
      />
      {error instanceof ProblemError && error.problems.length > 0 ? (
        <Notice tone="warn">
          {error.problems.map((problem) => (
            <div key={problem.message}>{problem.message}</div>
          ))}
        </Notice>
      ) : error !== undefined ? (
        <ErrorNotice error={error} />
      ) : (
        <p className="small muted">{t.textHint}</p>
      )}
    </div>
  );
}

/** The builder's outermost group, where it holds one condition alone, says nothing. */
function withoutLonelyGroup(rule: unknown): unknown {
  const group = rule as { and?: unknown[]; or?: unknown[] };
  const branches = group.and ?? group.or;
  return branches?.length === 1 ? branches[0] : rule;
}
