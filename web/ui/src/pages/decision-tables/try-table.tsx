import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { decide, type DecisionTable, type Ruling } from '@/api/decision-tables';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { parseRule } from '@/rule/parse';
import type { Vocabulary } from '@/rule/vocabulary';
import { sayRule } from '@/rule/words';
import { partOf } from './draft';
import { OutcomeWords } from './outcome';
import { tableTexts } from './texts';

interface TryTableProps {
  saved: DecisionTable | undefined;
  changed: boolean;
  vocabulary: Vocabulary;
}

/** Asks the saved table about one customer and shows which row decided, and why. */
export function TryTable({ saved, changed, vocabulary }: TryTableProps) {
  const t = useTexts(tableTexts);
  const [idType, setIdType] = useState('user_id');
  const [id, setId] = useState('');
  const ask = useMutation({
    mutationFn: (table: DecisionTable) =>
      decide(table.key, idType.trim(), id.trim()).then((ruling) => ({ ruling, table })),
  });
  if (!saved) {
    return (
      <Card title={t.tryTitle}>
        <p className="muted">{t.tryUnsaved}</p>
      </Card>
    );
  }
  return (
    <Card title={t.tryTitle}>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          ask.mutate(saved);
        }}
      >
        <p className="small muted">{changed ? t.tryOld : t.tryWhat}</p>
        <div className="try-ids">
          <Field label={t.idType}>
            <TextInput small value={idType} onChange={(e) => setIdType(e.target.value)} />
          </Field>
          <Field label={t.id}>
            <TextInput small value={id} onChange={(e) => setId(e.target.value)} />
          </Field>
          <Button
            small
            type="submit"
            look="primary"
            busy={ask.isPending}
            disabled={!id.trim() || !idType.trim()}
          >
            {t.ask}
          </Button>
        </div>
      </form>
      {ask.error !== null && <ErrorNotice error={ask.error} />}
      {ask.data && <Why {...ask.data} vocabulary={vocabulary} />}
    </Card>
  );
}

interface WhyProps {
  ruling: Ruling;
  table: DecisionTable;
  vocabulary: Vocabulary;
}

function Why({ ruling, table, vocabulary }: WhyProps) {
  const t = useTexts(tableTexts);
  const left = table.rows.length - ruling.trace.length;
  return (
    <div className="stack ruling" role="region" aria-label={t.why}>
      <Notice tone={ruling.row === undefined ? 'plain' : 'good'}>
        <strong>{ruling.row === undefined ? t.noneMatched : t.matched(ruling.row + 1)}</strong>
        <div style={{ marginTop: 6 }}>
          <OutcomeWords outcome={ruling.outcome} />
        </div>
      </Notice>
      <ol className="trace">
        {ruling.trace.map((looked) => (
          <li key={looked.row}>
            <strong className="small">{t.row(looked.row + 1)}</strong>
            {looked.nodes.map((node) => (
              <div
                key={node.pointer}
                className="trace-node"
                style={{ paddingLeft: 14 * depth(node.pointer) }}
              >
                {node.holds ? (
                  <CircleCheck className="good" aria-label={t.holds} />
                ) : (
                  <CircleX className="bad" aria-label={t.fails} />
                )}
                <span>
                  <Said
                    rule={partOf(table.rows[looked.row]?.rule, node.pointer)}
                    text={node.text}
                    vocabulary={vocabulary}
                  />
                </span>
              </div>
            ))}
          </li>
        ))}
      </ol>
      {left > 0 && <p className="small muted">{t.notLooked(left)}</p>}
      <Link href={`/profiles/${ruling.profile_id}`} className="small">
        {t.toProfile}
      </Link>
    </div>
  );
}

/** A step into `and` or `or` counts once, although its pointer has two parts. */
const depth = (pointer: string) =>
  pointer.split('/').filter((part) => /^\d+$|^not$/.test(part)).length;

interface SaidProps {
  rule: unknown;
  text: string;
  vocabulary: Vocabulary;
}

function Said({ rule, text, vocabulary }: SaidProps) {
  const { language } = useFormat();
  try {
    return sayRule(parseRule(rule), { language, vocabulary }) || text;
  } catch {
    return text;
  }
}
