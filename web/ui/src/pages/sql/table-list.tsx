import { Table2 } from 'lucide-react';
import { useCatalog } from '@/api/queries';
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
        {({ tables }) =>
          tables.length === 0 ? (
            <p className="muted">{t.noTables}</p>
          ) : (
            <div className="stack">
              {tables.map((table, i) => (
                <Disclosure
                  key={table.name}
                  open={i === 0}
                  title={
                    <span className="row">
                      <Table2 aria-hidden size={15} />
                      {table.name}
                      <span className="muted small num">{f.compact(table.rows)}</span>
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
          )
        }
      </Loaded>
    </Card>
  );
}

/** Names outside the plain alphabet stand in double quotes. */
const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);
