import { useState } from 'react';
import type { Join } from '@/api/semantics';
import type { Catalog } from '@/api/types';
import { Badge, Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { layout } from './layout';
import { semanticsTexts } from './texts';

const wide = 190;
const high = 46;
const apart = 120;
const below = 26;

/** The tables and how their rows find each other; a table lights up its own joins. */
export function JoinDiagram({ catalog }: { catalog: Catalog }) {
  const t = useTexts(semanticsTexts);
  const nameOf = useName();
  const f = useFormat();
  const [chosen, setChosen] = useState<string>();
  const joins = catalog.joins ?? [];
  const rows = new Map(catalog.tables.map((table) => [table.name, table]));
  const names = [...new Set(['events', 'customers', ...rows.keys()])];
  const placed = layout(names, joins);
  const places = new Map(placed.map((table) => [table.name, table]));
  const left = (name: string) => (places.get(name)?.column ?? 0) * (wide + apart);
  const top = (name: string) => (places.get(name)?.row ?? 0) * (high + below);
  const width = Math.max(...placed.map((table) => left(table.name))) + wide;
  const height = Math.max(...placed.map((table) => top(table.name))) + high;
  const lit = (join: Join) => !chosen || join.table === chosen || join.to_table === chosen;
  return (
    <div className="stack loose">
      <Card title={t.joins}>
        <p className="soft" style={{ marginBottom: 12 }}>
          {t.joinsWhat}
        </p>
        <div className="table-frame">
          <svg
            className="join-diagram"
            width={width + 2}
            height={height + 2}
            viewBox={`-1 -1 ${width + 2} ${height + 2}`}
            role="img"
            aria-label={t.joins}
          >
            {joins
              .filter((join) => places.has(join.table) && places.has(join.to_table))
              .map((join, i) => {
                const forward = left(join.table) <= left(join.to_table);
                const x1 = left(join.table) + (forward ? wide : 0);
                const x2 = left(join.to_table) + (forward ? 0 : wide);
                const y1 = top(join.table) + high / 2;
                const y2 = top(join.to_table) + high / 2;
                const middle = (x1 + x2) / 2;
                return (
                  <g key={i} className={lit(join) ? 'join' : 'join dim'}>
                    <path d={`M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`} />
                    <title>{text(join)}</title>
                  </g>
                );
              })}
            {placed.map((table) => (
              <g
                key={table.name}
                className={chosen === table.name ? 'node chosen' : 'node'}
                transform={`translate(${left(table.name)},${top(table.name)})`}
                onClick={() => setChosen(chosen === table.name ? undefined : table.name)}
              >
                <rect width={wide} height={high} rx={8} />
                <text x={12} y={19}>
                  {nameOf(rows.get(table.name)?.names, table.name)}
                </text>
                <text x={12} y={36} className="second">
                  {rows.has(table.name)
                    ? t.rows(f.compact(rows.get(table.name)!.rows))
                    : t.ownTable}
                </text>
              </g>
            ))}
          </svg>
        </div>
      </Card>
      <Card title={t.joinList} flush>
        <div className="table-frame">
          <table className="table dense">
            <thead>
              <tr>
                <th>{t.join}</th>
                <th>{t.cardinality}</th>
                <th>{t.origin}</th>
              </tr>
            </thead>
            <tbody>
              {joins.filter(lit).map((join, i) => (
                <tr key={i}>
                  <td>
                    <code>{text(join)}</code>
                  </td>
                  <td>{t.cardinalities[join.cardinality]}</td>
                  <td>
                    <Badge tone={join.origin === 'proposed' ? 'warn' : 'plain'}>
                      {t.origins[join.origin]}
                    </Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </div>
  );
}

const text = (join: Join) =>
  `${join.table}.${join.column} → ${join.to_table}.${join.to_column ?? join.identifier ?? ''}`;
