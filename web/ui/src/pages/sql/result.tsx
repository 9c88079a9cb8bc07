import { useState } from 'react';
import type { SqlResult } from '@/api/answers';
import { SeriesChart } from '@/chart/series-chart';
import { Segmented } from '@/design/choices';
import { CodeBlock } from '@/design/code-block';
import { ResultTable } from '@/design/result-table';
import { Notice } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { milliseconds } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { chartOfRows } from './chart-of-rows';
import { sqlTexts } from './texts';

/** Rows as a table, or as a chart where they make one. */
export function Result({ result }: { result: SqlResult }) {
  const t = useTexts(sqlTexts);
  const f = useFormat();
  const [look, setLook] = useState<'table' | 'chart'>('table');
  const chart = chartOfRows(result.columns, result.rows, (value) => f.exact(value, 2));
  return (
    <Card
      title={t.result}
      flush
      actions={
        <span className="row loose">
          {chart && (
            <Segmented
              label={t.look}
              value={look}
              choices={[
                { value: 'table', label: t.table },
                { value: 'chart', label: t.chart },
              ]}
              onChange={setLook}
            />
          )}
          <span className="small muted num">
            {t.rowsIn(f.exact(result.row_count), milliseconds(result.elapsed_ms))}
          </span>
        </span>
      }
    >
      {chart && look === 'chart' ? (
        <div style={{ padding: '6px 18px' }}>
          <SeriesChart label={t.chart} chart={chart} height={320} />
        </div>
      ) : (
        <ResultTable name={t.result} columns={result.columns} rows={result.rows} />
      )}
      <div className="stack" style={{ padding: '6px 18px 12px' }}>
        {result.truncated && <Notice tone="warn">{t.truncated}</Notice>}
        <Disclosure title={t.executed}>
          <CodeBlock code={result.executed_sql} label={t.executed} />
        </Disclosure>
      </div>
    </Card>
  );
}
