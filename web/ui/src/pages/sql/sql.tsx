import { useMutation } from '@tanstack/react-query';
import { ChartLine, Play, Square } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SqlResult } from '@/api/answers';
import { call } from '@/api/client';
import { Button } from '@/design/button';
import { Tabs } from '@/design/choices';
import { Select, TextArea } from '@/design/inputs';
import { Empty, SkeletonRows } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { Downloads } from './downloads';
import { Explained } from './explained';
import { Result } from './result';
import { SqlError } from './sql-error';
import { TableList } from './table-list';
import { sqlTexts } from './texts';

const draftKey = 'onelift.sql';
const opening =
  'SELECT event, count(*) AS events\nFROM events\nGROUP BY event\nORDER BY events DESC';
const limits = ['100', '1000', '10000'] as const;
type View = 'rows' | 'explain';

export default function Sql() {
  const t = useTexts(sqlTexts);
  const [sql, setSql] = useState(() => localStorage.getItem(draftKey) ?? opening);
  const [maxRows, setMaxRows] = useState<(typeof limits)[number]>('1000');
  const [view, setView] = useState<View>('rows');
  const editor = useRef<HTMLTextAreaElement>(null);
  const aborter = useRef<AbortController>(null);
  const run = useMutation({
    mutationFn: async (shown: View) => {
      localStorage.setItem(draftKey, sql);
      aborter.current = new AbortController();
      const result = await call<SqlResult>('POST', '/api/sql', {
        json: { sql: shown === 'explain' ? `EXPLAIN ${sql}` : sql, max_rows: Number(maxRows) },
        signal: aborter.current.signal,
      });
      return { shown, result };
    },
  });

  const show = (shown: View) => {
    setView(shown);
    if (sql.trim() !== '' && !run.isPending) run.mutate(shown);
  };

  const insert = (name: string) => {
    const area = editor.current;
    if (!area) return;
    area.focus();
    area.setRangeText(name, area.selectionStart, area.selectionEnd, 'end');
    setSql(area.value);
  };

  const goTo = (at: number) => {
    editor.current?.focus();
    editor.current?.setSelectionRange(at, at + 1);
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
                if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) show(view);
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
                  <Button look="primary" disabled={sql.trim() === ''} onClick={() => show('rows')}>
                    <Play aria-hidden />
                    {t.run}
                  </Button>
                )}
                <span className="small muted">{t.runHint}</span>
              </div>
              <div className="row loose">
                <Downloads sql={sql} />
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
            </div>
          </Card>
          <Tabs
            label={t.view}
            value={view}
            choices={[
              { value: 'rows', label: t.rows },
              { value: 'explain', label: t.explain },
            ]}
            onChange={show}
          />
          {run.isPending ? (
            <Card title={t.result} flush>
              <SkeletonRows />
            </Card>
          ) : run.error ? (
            isAbort(run.error) ? null : (
              <SqlError
                error={run.error}
                sql={sql}
                ahead={run.variables === 'explain' ? 'EXPLAIN '.length : 0}
                onGoTo={goTo}
              />
            )
          ) : run.data ? (
            run.data.shown === 'explain' ? (
              <Explained result={run.data.result} />
            ) : (
              <Result result={run.data.result} />
            )
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
