import { useMutation } from '@tanstack/react-query';
import { RotateCcw, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import type { RejectedEvents as Rejected } from '@/api/marketing';
import { queryClient, useRejected } from '@/api/queries';
import { Button } from '@/design/button';
import { CodeBlock } from '@/design/code-block';
import { Empty, Loaded } from '@/design/states';
import { Card, Disclosure } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

/** The quarantine: what was rejected, why, and another try. */
export function RejectedEvents() {
  const t = useTexts(importTexts);
  const f = useFormat();
  const [after, setAfter] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rejected = useRejected(after);
  const replay = useMutation({
    mutationFn: () =>
      call<{ replayed: number; rejected: number }>('POST', '/api/events/rejected/replay', {
        json: selected.size > 0 ? { ids: [...selected] } : undefined,
      }),
    onSuccess: (outcome) => {
      toast(t.replayed(f.exact(outcome.replayed), f.exact(outcome.rejected)));
      setSelected(new Set());
      void queryClient.invalidateQueries({ queryKey: ['rejected'] });
      void queryClient.invalidateQueries({ queryKey: ['status'] });
    },
    onError: toastError,
  });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return (
    <Loaded query={rejected}>
      {(page) =>
        page.rejected.length === 0 && after === undefined ? (
          <Card>
            <Empty icon={ShieldCheck} title={t.noRejected}>
              {t.noRejectedWhat}
            </Empty>
          </Card>
        ) : (
          <Card
            title={t.rejectedTitle}
            flush
            actions={
              <>
                <span className="small muted">{t.total(f.exact(page.total))}</span>
                <Button small busy={replay.isPending} onClick={() => replay.mutate()}>
                  <RotateCcw aria-hidden />
                  {selected.size > 0 ? t.replaySelected(f.exact(selected.size)) : t.replayAll}
                </Button>
              </>
            }
          >
            <p className="soft" style={{ padding: '0 18px 8px' }}>
              {t.rejectedWhat}
            </p>
            <RejectedTable
              page={page}
              selected={selected}
              onToggle={toggle}
              onSelectAll={(all) => setSelected(new Set(all ? page.rejected.map((r) => r.id) : []))}
            />
            <div className="row" style={{ padding: '8px 18px' }}>
              {after !== undefined && (
                <Button small look="ghost" onClick={() => setAfter(undefined)}>
                  {t.first}
                </Button>
              )}
              {page.next && (
                <Button small look="ghost" onClick={() => setAfter(String(page.next))}>
                  {t.next}
                </Button>
              )}
            </div>
          </Card>
        )
      }
    </Loaded>
  );
}

interface RejectedTableProps {
  page: Rejected;
  selected: ReadonlySet<string>;
  onToggle: (id: string) => void;
  onSelectAll: (all: boolean) => void;
}

function RejectedTable({ page, selected, onToggle, onSelectAll }: RejectedTableProps) {
  const t = useTexts(importTexts);
  const f = useFormat();
  return (
    <table className="table" aria-label={t.rejectedTitle}>
      <thead>
        <tr>
          <th style={{ width: 34 }}>
            <input
              type="checkbox"
              aria-label={t.selectAll}
              checked={page.rejected.length > 0 && page.rejected.every((r) => selected.has(r.id))}
              onChange={(e) => onSelectAll(e.target.checked)}
            />
          </th>
          <th>{t.received}</th>
          <th>{t.source}</th>
          <th>{t.reasons}</th>
        </tr>
      </thead>
      <tbody>
        {page.rejected.map((event) => (
          <tr key={event.id} style={{ verticalAlign: 'top' }}>
            <td>
              <input
                type="checkbox"
                aria-label={`${t.select} ${event.id}`}
                checked={selected.has(event.id)}
                onChange={() => onToggle(event.id)}
              />
            </td>
            <td className="small num" style={{ whiteSpace: 'nowrap' }}>
              {f.dateTime(event.received_at)}
            </td>
            <td className="soft">{event.source || '—'}</td>
            <td>
              {event.reasons.map((reason) => (
                <div key={reason}>
                  {event.part && <code>{event.part} </code>}
                  {reason}
                </div>
              ))}
              <div className="small" style={{ marginTop: 4 }}>
                <Disclosure title={t.show}>
                  <CodeBlock code={pretty(event.payload)} label={t.payload} />
                </Disclosure>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function pretty(payload: unknown): string {
  if (typeof payload !== 'string') return JSON.stringify(payload, null, 2);
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
