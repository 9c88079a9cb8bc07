import { useEffect, useRef, useState } from 'react';
import { TextArea } from '@/design/inputs';
import { Notice } from '@/design/states';
import { useTexts, type SameShape } from '@/i18n/texts';
import type { GroupNode } from '@/rule/model';
import { parseRule, RuleSyntaxError } from '@/rule/parse';
import { audienceTexts } from './texts';

interface RuleJsonProps {
  /** The rule as the builder prints it. */
  rule: unknown;
  onChange: (root: GroupNode) => void;
}

/** The rule as editable JSON; every text that is a rule is applied at once. */
export function RuleJson({ rule, onChange }: RuleJsonProps) {
  const t = useTexts(audienceTexts);
  const printed = JSON.stringify(rule, null, 2);
  const [text, setText] = useState(printed);
  const [problem, setProblem] = useState<string>();
  const own = useRef(printed);

  useEffect(() => {
    if (own.current === printed) return;
    own.current = printed;
    setText(printed);
    setProblem(undefined);
  }, [printed]);

  const type = (typed: string) => {
    setText(typed);
    try {
      const json = JSON.parse(typed) as unknown;
      const root = parseRule(json);
      own.current = JSON.stringify(json, null, 2);
      setProblem(undefined);
      onChange(root);
    } catch (error) {
      setProblem(problemWords(error, t));
    }
  };

  return (
    <div className="stack">
      <TextArea
        mono
        aria-label={t.jsonLabel}
        rows={Math.min(28, Math.max(12, text.split('\n').length + 1))}
        value={text}
        onChange={(e) => type(e.target.value)}
      />
      {problem ? (
        <Notice tone="warn">{t.jsonBroken(problem)}</Notice>
      ) : (
        <p className="small muted">{t.jsonHint}</p>
      )}
    </div>
  );
}

function problemWords(error: unknown, t: SameShape<(typeof audienceTexts)['en']>): string {
  if (error instanceof RuleSyntaxError) return t.notARule(error.pointer || '/');
  return error instanceof Error ? error.message : String(error);
}
