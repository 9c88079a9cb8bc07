import { rowsOf, type Cells, type Labels } from '@/analysis/labels';
import type { ModelSpec } from '@/analysis/spec';
import type { AnalysisColumn, AnalysisResult } from '@/api/analyses';
import type { Cell } from '@/api/types';
import { CodeBlock } from '@/design/code-block';
import { ResultTable } from '@/design/result-table';
import { Notice } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { dayBefore } from '@/rule/days';
import { analysisTexts } from './texts';

interface AnswerTableProps {
  spec: ModelSpec;
  result: AnalysisResult;
  labels: Labels;
  /** What people read for the columns of a segmentation. */
  names: ReadonlyMap<string, string>;
  onDrill: (row: Cells, measure: string) => void;
}

/** The rows of an answer, with how they are counted and the SQL that ran. */
export function AnswerTable({ spec, result, labels, names, onDrill }: AnswerTableProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const columns = result.columns.map((column) => ({
    ...column,
    label: labels.column({ ...column, label: names.get(column.name.replace(/_before$/, '')) }),
  }));
  const rows = rowsOf(result);
  // A formula is no share, whatever its column says.
  const isShare = (column: AnalysisColumn) => spec.key !== 'segmentation' || column.role !== 'rate';
  const text = (cell: Cell | undefined, index: number) => {
    const column = result.columns[index];
    if (!column) return '';
    return isShare(column)
      ? labels.cell(column, cell)
      : labels.cell({ ...column, role: 'measure' }, cell);
  };
  const drillable = (index: number) => {
    const column = result.columns[index];
    return (
      column?.role === 'measure' &&
      (spec.people === undefined ? names.has(column.name) : column.name === spec.people)
    );
  };
  return (
    <Card
      title={t.table}
      flush
      actions={
        spec.range !== undefined && (
          <span className="small muted num">
            {t.tookRange(f.shortDay(result.range.from), f.shortDay(dayBefore(result.range.to)))}
          </span>
        )
      }
    >
      <ResultTable
        oneLine
        name={t.model[spec.key]}
        columns={columns}
        rows={result.rows}
        text={text}
        canPick={drillable}
        onPick={(row, index) => {
          const column = result.columns[index];
          const cells = rows[row];
          if (column && cells) onDrill(cells, column.name);
        }}
      />
      <div className="stack" style={{ padding: '6px 18px 12px' }}>
        {result.truncated && <Notice tone="warn">{t.truncated}</Notice>}
        {result.notes.length > 0 && (
          <Disclosure title={t.notes} open>
            <ul className="small soft stack tight">
              {result.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Disclosure>
        )}
        <Disclosure title={t.executed}>
          <CodeBlock code={result.executed_sql} label={t.executed} />
        </Disclosure>
      </div>
    </Card>
  );
}
