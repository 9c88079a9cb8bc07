import { useMutation } from '@tanstack/react-query';
import { ChartLine, Play, Square } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SqlResult } from '@/api/answers';
import { call } from '@/api/client';
import { Button } from '@/design/button';
import { CodeBlock } from '@/design/code-block';
import { Select, TextArea } from '@/design/inputs';
import { ResultTable } from '@/design/result-table';
import { Empty, ErrorNotice, Notice, SkeletonRows } from '@/design/states';
import { Card, Disclosure, PageHead } from '@/design/surface';
import { milliseconds } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { TableList } from './table-list';
import { sqlTexts } from './texts';

const draftKey = 'onelift.sql';
const opening =
  'SELECT event, count(*) AS events\nFROM events\nGROUP BY event\nORDER BY events DESC';
const limits = ['100', '1000', '10000'] as const;

export default function Sql() {
  const t = useTexts(sqlTexts);
  const [sql, setSql] = useState(() => localStorage.getItem(draftKey) ?? opening);
  const [maxRows, setMaxRows] = useState<(typeof limits)[number]>('1000');
  const editor = useRef<HTMLTextAreaElement>(null);
  const aborter = useRef<AbortController>(null);
  const run = useMutation({
    mutationFn: () => {
      localStorage.setItem(draftKey, sql);
      aborter.current = new AbortController();
      return call<SqlResult>('POST', '/api/sql', {
        json: { sql, max_rows: Number(maxRows) },
        signal: aborter.current.signal,
      });
    },
  });

  const insert = (name: string) => {
    const area = editor.current;
    if (!area) return;
    area.focus();
    area.setRangeText(name, area.selectionStart, area.selectionEnd, 'end');
    setSql(area.value);
  };

  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="sql-layout">
        <div className="stack loose grow">
          <Card label={t.editor}>
            <TextArea
              ref={editor}
              mono
              autoFocus
              rows={9}
              aria-label={t.editor}
              value={sql}
              onChange={(e) => setSql(e.target.value)}
              onKeyDown={(e) => {
                if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !run.isPending) run.mutate();
              }}
            />
            <div className="row apart" style={{ marginTop: 10 }}>
              <div className="row loose">
                {run.isPending ? (
                  <Button onClick={() => aborter.current?.abort()}>
                    <Square aria-hidden />
                    {t.stop}
                  </Button>
                ) : (
                  <Button look="primary" disabled={sql.trim() === ''} onClick={() => run.mutate()}>
                    <Play aria-hidden />
                    {t.run}
                  </Button>
                )}
                <span className="small muted">{t.runHint}</span>
              </div>
              <label className="row small soft">
                {t.maxRows}
                <Select
                  small
                  value={maxRows}
                  options={limits.map((value) => ({ value, label: value }))}
                  onChange={setMaxRows}
                />
              </label>
            </div>
          </Card>
          {run.isPending ? (
            <Card title={t.result} flush>
              <SkeletonRows />
            </Card>
          ) : run.error ? (
            isAbort(run.error) ? null : (
              <ErrorNotice error={run.error} />
            )
          ) : run.data ? (
            <Result result={run.data} />
          ) : (
            <Card>
              <Empty icon={ChartLine} title={t.emptyTitle}>
                {t.emptyWhat}
              </Empty>
            </Card>
          )}
        </div>
        <TableList onInsert={insert} />
      </div>
    </>
  );
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

function Result({ result }: { result: SqlResult }) {
  const t = useTexts(sqlTexts);
  const f = useFormat();
  return (
    <Card
      title={t.result}
      flush
      actions={
        <span className="small muted num">
          {t.rowsIn(f.exact(result.row_count), milliseconds(result.elapsed_ms))}
        </span>
      }
    >
      <ResultTable name={t.result} columns={result.columns} rows={result.rows} />
      <div className="stack" style={{ padding: '6px 18px 12px' }}>
        {result.truncated && <Notice tone="warn">{t.truncated}</Notice>}
        <Disclosure title={t.executed}>
          <CodeBlock code={result.executed_sql} label={t.executed} />
        </Disclosure>
      </div>
    </Card>
  );
}
