import { useState } from 'react';
import type { Catalog, Names } from '@/api/types';
import { Segmented } from '@/design/choices';
import { SearchInput } from '@/design/inputs';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { semanticsTexts } from './texts';

const kinds = ['subjects', 'metrics', 'dimensions', 'tables'] as const;

interface Row {
  key: string;
  names?: Names;
  what: string;
  from: string;
}

/** Everything that can be asked for, by what people call it. */
export function CatalogBrowser({ catalog }: { catalog: Catalog }) {
  const t = useTexts(semanticsTexts);
  const nameOf = useName();
  const f = useFormat();
  const [kind, setKind] = useState<(typeof kinds)[number]>('metrics');
  const [sought, setSought] = useState('');
  const rows: Row[] = {
    subjects: () =>
      catalog.subjects.map((subject) => ({
        key: subject.key,
        names: subject.names,
        what: t.identities[subject.identity ?? 'profile'] ?? '',
        from: place(subject.table, subject.column),
      })),
    metrics: () =>
      catalog.metrics.map((metric) => ({
        key: metric.key,
        names: metric.names,
        what: metric.description ?? '',
        from: (metric.uses?.length ? metric.uses : (metric.over ?? [])).join(', '),
      })),
    dimensions: () =>
      catalog.dimensions.map((dimension) => ({
        key: dimension.key,
        names: dimension.names,
        what: dimension.type,
        from:
          place(dimension.table, dimension.column) ||
          (typeof dimension.source === 'string' ? dimension.source : ''),
      })),
    tables: () =>
      catalog.tables.map((table) => ({
        key: table.name,
        names: table.names,
        what: `${t.rows(f.compact(table.rows))} · ${table.columns.map((c) => c.name).join(', ')}`,
        from: [table.key?.join(' + '), table.time].filter(Boolean).join(' · '),
      })),
  }[kind]();
  const wanted = sought.trim().toLowerCase();
  const found = rows.filter((row) =>
    [row.key, row.names?.zh, row.names?.en, ...(row.names?.synonyms ?? [])].some((word) =>
      word?.toLowerCase().includes(wanted),
    ),
  );
  return (
    <Card
      title={t.catalog}
      flush
      actions={
        <>
          <Segmented
            label={t.kind}
            value={kind}
            choices={kinds.map((value) => ({ value, label: t[value] }))}
            onChange={setKind}
          />
          <SearchInput
            small
            placeholder={t.search}
            value={sought}
            onChange={(e) => setSought(e.target.value)}
          />
        </>
      }
    >
      <div className="table-frame">
        <table className="table dense">
          <thead>
            <tr>
              <th>{t.name}</th>
              <th>{t.key}</th>
              <th>{t.synonyms}</th>
              <th>{kind === 'tables' ? t.columns : t.what}</th>
              <th>{kind === 'tables' ? t.keyAndTime : t.from}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((row) => (
              <tr key={row.key}>
                <td className="name">{nameOf(row.names, row.key)}</td>
                <td>
                  <code>{row.key}</code>
                </td>
                <td className="small muted">{row.names?.synonyms?.slice(0, 5).join(', ')}</td>
                <td className="small">{row.what}</td>
                <td>
                  <code>{row.from}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const place = (table: string | undefined, column: string | undefined) =>
  [table, column].filter(Boolean).join('.');
