import { Plus, Split } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useDecisionTables, type DecisionTable } from '@/api/decision-tables';
import { Empty, Loaded } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useSpoken, useTexts } from '@/i18n/texts';
import { OutcomeWords } from './outcome';
import { tableTexts } from './texts';

const shownOutcomes = 4;

/** All decision tables with what they decide. */
export default function DecisionTables() {
  const t = useTexts(tableTexts);
  const tables = useDecisionTables();
  const create = (
    <Link href="/decision-tables/new" className="button primary">
      <Plus aria-hidden />
      {t.create}
    </Link>
  );
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        {create}
      </PageHead>
      <Card flush label={t.title}>
        <Loaded query={tables}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={Split} title={t.emptyTitle} actions={create}>
                {t.emptyWhat}
              </Empty>
            ) : (
              <Listed tables={list} />
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

function Listed({ tables }: { tables: DecisionTable[] }) {
  const t = useTexts(tableTexts);
  const spoken = useSpoken();
  const [, navigate] = useLocation();
  return (
    <div className="table-frame">
      <table className="table" aria-label={t.title}>
        <thead>
          <tr>
            <th>{t.name}</th>
            <th className="right">{t.rows}</th>
            <th>{t.decides}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => {
            const outcomes = [
              ...table.rows.map((row) => row.then),
              ...(table.otherwise ? [table.otherwise] : []),
            ];
            const to = `/decision-tables/${encodeURIComponent(table.key)}`;
            return (
              <tr key={table.key} className="link" onClick={() => navigate(to)}>
                <td style={{ minWidth: 180 }}>
                  <Link className="name" href={to} onClick={(e) => e.stopPropagation()}>
                    {spoken(table.name)}
                  </Link>
                  <div className="small muted">
                    <code>{table.key}</code> · {t.version(table.version)}
                  </div>
                </td>
                <td className="right num">{table.rows.length}</td>
                <td>
                  <ol className="outcome-list">
                    {outcomes.slice(0, shownOutcomes).map((outcome, i) => (
                      <li key={i}>
                        <span className="small muted">
                          {i < table.rows.length ? t.row(i + 1) : t.otherwise}
                        </span>
                        <OutcomeWords outcome={outcome} />
                      </li>
                    ))}
                    {outcomes.length > shownOutcomes && <li className="muted">…</li>}
                  </ol>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
