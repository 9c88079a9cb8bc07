import { useQuery } from '@tanstack/react-query';
import { Sigma, Table2, Tag, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SqlSchema } from '@/api/answers';
import { get, useCatalog } from '@/api/queries';
import { Loaded } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { sqlTexts } from './texts';

const kinds = [
  { kind: 'table', icon: Table2 },
  { kind: 'tag', icon: Tag },
  { kind: 'audience', icon: Users },
] as const;

/** What can be queried; a click puts the name into the editor. */
export function TableList({ onInsert }: { onInsert: (name: string) => void }) {
  const t = useTexts(sqlTexts);
  const schema = useQuery({
    queryKey: ['sql-schema'],
    queryFn: ({ signal }) => get<SqlSchema>('/api/sql/schema', signal),
  });
  const metrics = useCatalog().data?.metrics ?? [];
  return (
    <Card title={t.tables} className="table-list">
      <Loaded query={schema}>
        {(found) => (
          <div className="stack">
            {kinds.map(({ kind, icon: Icon }) =>
              found.tables
                .filter((table) => table.kind === kind)
                .map((table, i) => (
                  <Disclosure
                    key={table.name}
                    open={kind === 'table' && i === 0}
                    title={
                      <span className="row">
                        <Icon aria-hidden size={15} />
                        {table.name}
                      </span>
                    }
                  >
                    <ul className="column-list">
                      {[{ name: table.name, type: '' }, ...table.columns].map((column, j) => (
                        <Name
                          key={`${column.name}-${j}`}
                          text={quoted(column.name)}
                          note={column.type}
                          onInsert={onInsert}
                        >
                          {column.name}
                        </Name>
                      ))}
                    </ul>
                  </Disclosure>
                )),
            )}
            {metrics.length > 0 && (
              <Disclosure
                title={
                  <span className="row">
                    <Sigma aria-hidden size={15} />
                    {t.metrics}
                  </span>
                }
              >
                <ul className="column-list">
                  {metrics.map((metric) => (
                    <Name key={metric.key} text={`METRIC(${metric.key})`} onInsert={onInsert}>
                      {metric.key}
                    </Name>
                  ))}
                </ul>
              </Disclosure>
            )}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface NameProps {
  /** What is put into the editor. */
  text: string;
  note?: string;
  onInsert: (name: string) => void;
  children: ReactNode;
}

function Name({ text, note, onInsert, children }: NameProps) {
  const t = useTexts(sqlTexts);
  return (
    <li>
      <button
        type="button"
        title={t.insert(text)}
        onMouseDown={(e) => e.preventDefault()}
        onClick={() => onInsert(text)}
      >
        <code>{children}</code>
        {note && <span className="muted small">{note}</span>}
      </button>
    </li>
  );
}

/** Names outside the plain alphabet stand in double quotes. */
const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);
