import type { Answer } from '@/api/reports';
import { useFormat } from '@/format/use-format';

/** The steps of a funnel as bars; the first one is the whole. */
export function FunnelSteps({ answer }: { answer: Answer }) {
  const f = useFormat();
  const column = (name: string) => answer.columns.findIndex((c) => c.name === name);
  const [label, users, conversion] = [column('label'), column('users'), column('conversion')];
  return (
    <ol className="funnel-steps">
      {answer.rows.map((row, i) => {
        const share = typeof row[conversion] === 'number' ? row[conversion] : 0;
        return (
          <li key={i}>
            <div className="row apart">
              <span className="truncate">{String(row[label] ?? '—')}</span>
              <span className="num">
                {typeof row[users] === 'number' ? f.exact(row[users]) : '—'}{' '}
                <span className="muted small">{f.percent(share)}</span>
              </span>
            </div>
            <div className="progress" aria-hidden>
              <div style={{ width: `${Math.min(1, share) * 100}%` }} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
