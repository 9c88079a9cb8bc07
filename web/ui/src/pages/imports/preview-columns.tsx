import type { ImportPreview } from '@/api/imports';
import { Badge } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

/** The columns with the types, date formats and first values that were found. */
export function PreviewColumns({ preview }: { preview: ImportPreview }) {
  const t = useTexts(importTexts);
  const f = useFormat();
  return (
    <div className="import-columns">
      <table className="table" aria-label={t.columns}>
        <thead>
          <tr>
            <th>{t.column}</th>
            <th>{t.type}</th>
            <th>{t.samples}</th>
            <th className="right">{t.emptyShare}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => (
            <tr key={column.name}>
              <td>
                <span className="name">{column.name}</span>
              </td>
              <td>
                <div className="row">
                  <Badge tone={column.ambiguous ? 'warn' : 'plain'}>{t.types[column.type]}</Badge>
                  {column.date_format && <code className="small">{column.date_format}</code>}
                </div>
              </td>
              <td className="soft import-samples">{column.samples.join(' · ') || '—'}</td>
              <td className="right num">
                {column.empty > 0 ? f.percent(column.empty, column.empty < 0.01 ? 2 : 0) : '0'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
