import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Column } from '@/api/answers';
import type { Cell } from '@/api/types';
import { useFormat, type Format } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { Button, classes } from './button';
import { designTexts } from './texts';

const pageSize = 200;

interface ResultTableProps {
  columns: Column[];
  rows: Cell[][];
  /** Formats of single columns: "percent" or "money". */
  formats?: Record<string, string | undefined>;
  name: string;
  /** Keeps every cell on one line. */
  oneLine?: boolean;
  /** What people read for a cell of the column with this index. */
  text?: (cell: Cell | undefined, column: number) => string;
  /** Whether the cells of a column lead somewhere. */
  canPick?: (column: number) => boolean;
  onPick?: (row: number, column: number) => void;
}

/** Rows of a query, numbers to the right, with a CSV download. */
export function ResultTable(props: ResultTableProps) {
  const { columns, rows, formats, name, canPick, onPick } = props;
  const t = useTexts(designTexts);
  const f = useFormat();
  const [shown, setShown] = useState(pageSize);
  const visible = rows.slice(0, shown);
  const text = (cell: Cell | undefined, column: Column, index: number) =>
    props.text?.(cell, index) ?? cellText(cell, formats?.[column.name], f);
  return (
    <div>
      <div className="table-frame" style={{ maxHeight: 460 }}>
        <table className={classes('table dense', props.oneLine && 'nowrap')} aria-label={name}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} className={classes(isNumber(column) && 'right')}>
                  {column.label ?? column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row, i) => (
              <tr key={i}>
                {columns.map((column, j) => (
                  <td key={column.name} className={classes(isNumber(column) && 'right')}>
                    {canPick?.(j) && row[j] !== null ? (
                      <button type="button" className="cell-link" onClick={() => onPick?.(i, j)}>
                        {text(row[j], column, j)}
                      </button>
                    ) : (
                      text(row[j], column, j)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row apart small muted" style={{ padding: '8px 18px 6px' }}>
        <span>{t.moreRows(f.exact(visible.length), f.exact(rows.length))}</span>
        <span className="row">
          {shown < rows.length && (
            <Button small look="ghost" onClick={() => setShown(shown + pageSize)}>
              +{Math.min(pageSize, rows.length - shown)}
            </Button>
          )}
          <Button small look="ghost" onClick={() => downloadCsv(columns, rows, name)}>
            <Download aria-hidden />
            {t.download}
          </Button>
        </span>
      </div>
    </div>
  );
}

const isNumber = (column: Column) => column.type === 'number';

export function cellText(cell: Cell | undefined, format: string | undefined, f: Format): string {
  if (cell === null || cell === undefined) return '—';
  if (typeof cell === 'number') return numberText(cell, format, f);
  if (typeof cell === 'boolean') return cell ? '✓' : '✗';
  if (Array.isArray(cell)) return cell.map((c) => cellText(c, format, f)).join(', ');
  return cell;
}

export function numberText(value: number, format: string | undefined, f: Format): string {
  switch (format?.toLowerCase()) {
    case 'percent':
      return f.percent(value, 2);
    case 'money':
      return f.exact(value, 2);
    default:
      return f.exact(value, 4);
  }
}

function downloadCsv(columns: Column[], rows: Cell[][], name: string) {
  const quote = (cell: Cell | undefined) => {
    const text = cell === null || cell === undefined ? '' : String(cell);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map((c) => quote(c.name)), ...rows.map((row) => row.map(quote))];
  const text = `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
