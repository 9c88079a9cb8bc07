import type { UseQueryResult } from '@tanstack/react-query';
import type { DecisionTable, TableSizes } from '@/api/decision-tables';
import { Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { tableTexts } from './texts';

interface SharesProps {
  saved: DecisionTable | undefined;
  sizes: UseQueryResult<TableSizes>;
}

/** How many customers each row of the saved table decides for, and for how many none holds. */
export function Shares({ saved, sizes }: SharesProps) {
  const t = useTexts(tableTexts);
  const f = useFormat();
  if (!saved) {
    return (
      <Card title={t.share}>
        <p className="muted">{t.shareNone}</p>
      </Card>
    );
  }
  return (
    <Card title={t.share}>
      <Loaded query={sizes}>
        {(found) => {
          const all = found.rows.reduce((sum, size) => sum + size, found.otherwise);
          const parts = [
            ...found.rows.map((size, i) => ({ label: t.row(i + 1), size })),
            { label: t.otherwise, size: found.otherwise },
          ];
          return (
            <ul className="value-list" aria-label={t.share}>
              {parts.map(({ label, size }) => (
                <li key={label}>
                  <span className="truncate">{label}</span>
                  <span className="value-bar" aria-hidden>
                    <span style={{ width: `${all === 0 ? 0 : (100 * size) / all}%` }} />
                  </span>
                  <span className="num" title={f.percent(all === 0 ? 0 : size / all)}>
                    {f.exact(size)}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}
