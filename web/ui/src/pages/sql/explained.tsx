import type { SqlResult } from '@/api/answers';
import { CodeBlock } from '@/design/code-block';
import { Card } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { sqlTexts } from './texts';

const steps = ['logical plan', 'rules', 'rewritten plan', 'sql', 'estimate'] as const;

/** How a statement becomes what ClickHouse runs, step by step. */
export function Explained({ result }: { result: SqlResult }) {
  const t = useTexts(sqlTexts);
  return (
    <Card title={t.explain}>
      <div className="stack loose">
        {steps.map((step) => {
          const lines = result.rows.filter((row) => row[0] === step).map((row) => String(row[1]));
          return lines.length === 0 ? null : (
            <div key={step} className="stack">
              <strong className="small">{t.steps[step]}</strong>
              <CodeBlock code={lines.join('\n')} label={t.steps[step]} />
            </div>
          );
        })}
      </div>
    </Card>
  );
}
