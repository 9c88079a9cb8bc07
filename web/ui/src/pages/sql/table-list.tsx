import { Table2 } from 'lucide-react';
import { useCatalog } from '@/api/queries';
import type { Catalog } from '@/api/types';
import { Loaded } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { sqlTexts } from './texts';

/** What can be queried; a click puts the name into the editor. */
export function TableList({ onInsert }: { onInsert: (name: string) => void }) {
  const t = useTexts(sqlTexts);
  const f = useFormat();
  const catalog = useCatalog();
  return (
    <Card title={t.tables} className="table-list">
      <Loaded query={catalog}>
        {(found) => (
          <div className="stack">
            {logicalTables(found).map((table, i) => (
              <Disclosure
                key={table.name}
                open={i === 0}
                title={
                  <span className="row">
                    <Table2 aria-hidden size={15} />
                    {table.name}
                    {table.rows !== undefined && (
                      <span className="muted small num">{f.compact(table.rows)}</span>
                    )}
                  </span>
                }
              >
                <ul className="column-list">
                  {[{ name: table.name, type: '' }, ...table.columns].map((column, j) => (
                    <li key={`${column.name}-${j}`}>
                      <button
                        type="button"
                        title={t.insert(column.name)}
                        onMouseDown={(e) => e.preventDefault()}
                        onClick={() => onInsert(quoted(column.name))}
                      >
                        <code>{column.name}</code>
                        <span className="muted small">{column.type}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface Table {
  name: string;
  columns: { name: string; type: string }[];
  rows?: number;
}

const column = (name: string, type: string) => ({ name, type });

/** The two tables every project has, with the columns it has learned, and the imported ones. */
export function logicalTables(catalog: Catalog): Table[] {
  const properties = new Map(
    catalog.events.flatMap((event) => event.properties.map((p) => [p.name, p.type] as const)),
  );
  const builtIn: Table[] = [
    {
      name: 'events',
      columns: [
        column('event', 'text'),
        column('time', 'time'),
        column('profile_id', 'number'),
        column('message_id', 'text'),
        column('kind', 'text'),
        column('source', 'text'),
        ...[...properties].map(([name, type]) => column(name, type)),
      ],
    },
    {
      name: 'customers',
      columns: [
        column('profile_id', 'number'),
        column('first_seen', 'time'),
        column('last_seen', 'time'),
        ...catalog.traits.map((trait) => column(trait.name, trait.type)),
      ],
    },
  ];
  const names = new Set(builtIn.map((table) => table.name));
  return [...builtIn, ...catalog.tables.filter((table) => !names.has(table.name))];
}

/** Names outside the plain alphabet stand in double quotes. */
const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);
