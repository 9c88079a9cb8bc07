import { useMutation } from '@tanstack/react-query';
import { ChevronLeft, RotateCcw, ShieldCheck, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import {
  useReasons,
  useRejected,
  useReplay,
  type QuarantineFilter,
  type Reason,
  type Rejected,
  type Replay,
} from '@/api/sources';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { SearchInput, Select } from '@/design/inputs';
import { Empty, Loaded, Notice } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { RejectedDrawer } from './rejected-drawer';
import { sourceTexts } from './texts';

export function refreshQuarantine() {
  void queryClient.invalidateQueries({ queryKey: ['rejected'] });
  void queryClient.invalidateQueries({ queryKey: ['status'] });
}

/** The quarantine by reason; a reason opens what was rejected for it. */
export function Quarantine() {
  const t = useTexts(sourceTexts);
  const [filter, setFilter] = useState<QuarantineFilter>({});
  const [reason, setReason] = useState<string>();
  const reasons = useReasons(filter);
  return (
    <Loaded query={reasons}>
      {(found) =>
        found.total === 0 && Object.keys(filter).length === 0 ? (
          <Card>
            <Empty icon={ShieldCheck} title={t.noRejected}>
              {t.noRejectedWhat}
            </Empty>
          </Card>
        ) : reason === undefined ? (
          <Groups
            reasons={found.reasons}
            total={found.total}
            filter={filter}
            onFilter={setFilter}
            onOpen={setReason}
          />
        ) : (
          <OneReason filter={{ ...filter, reason }} onBack={() => setReason(undefined)} />
        )
      }
    </Loaded>
  );
}

interface GroupsProps {
  reasons: Reason[];
  total: number;
  filter: QuarantineFilter;
  onFilter: (filter: QuarantineFilter) => void;
  onOpen: (reason: string) => void;
}

function Groups({ reasons, total, filter, onFilter, onOpen }: GroupsProps) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const sources = [...new Set([...reasons.flatMap((r) => r.sources), filter.source ?? ''])].filter(
    (source) => source !== '',
  );
  const set = (change: QuarantineFilter) =>
    onFilter(
      Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value)),
    );
  return (
    <Card
      title={t.byReason}
      flush
      actions={
        <>
          <span className="small muted">{t.total(f.exact(total))}</span>
          <Act filter={filter} total={total} />
        </>
      }
    >
      <p className="soft" style={{ padding: '0 18px 10px' }}>
        {t.quarantineWhat}
      </p>
      <div className="row wrap" style={{ padding: '0 18px 10px' }}>
        <div style={{ width: 260 }}>
          <SearchInput
            small
            placeholder={t.searchReason}
            defaultValue={filter.reason}
            onKeyDown={(e) => e.key === 'Enter' && set({ reason: e.currentTarget.value.trim() })}
            onBlur={(e) => set({ reason: e.currentTarget.value.trim() })}
          />
        </div>
        <Select
          small
          aria-label={t.source}
          value={filter.source ?? ''}
          options={[
            { value: '', label: t.everySource },
            ...sources.map((source) => ({ value: source, label: source })),
          ]}
          onChange={(source) => set({ source })}
        />
        <Select<'' | 'true' | 'false'>
          small
          aria-label={t.what}
          value={filter.part ?? ''}
          options={[
            { value: '', label: t.wholeAndParts },
            { value: 'false', label: t.wholeOnly },
            { value: 'true', label: t.partsOnly },
          ]}
          onChange={(part) => set({ part: part || undefined })}
        />
      </div>
      {reasons.length === 0 ? (
        <p className="muted" style={{ padding: '6px 18px 14px' }}>
          {t.noneLikeThat}
        </p>
      ) : (
        <div className="table-frame">
          <table className="table" aria-label={t.byReason}>
            <thead>
              <tr>
                <th>{t.reason}</th>
                <th>{t.source}</th>
                <th className="right">{t.count}</th>
                <th className="right">{t.latest}</th>
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason) => (
                <tr key={reason.reason} className="link" onClick={() => onOpen(reason.reason)}>
                  <td style={{ whiteSpace: 'normal' }}>
                    <button
                      type="button"
                      className="text-button"
                      onClick={(e) => {
                        e.stopPropagation();
                        onOpen(reason.reason);
                      }}
                    >
                      {reason.reason}
                    </button>
                    {reason.parts > 0 && (
                      <div className="small muted">{t.partsOf(f.exact(reason.parts))}</div>
                    )}
                  </td>
                  <td>
                    <span className="row wrap" style={{ gap: 4 }}>
                      {reason.sources.map((source) => (
                        <Badge key={source}>{source}</Badge>
                      ))}
                    </span>
                  </td>
                  <td className="right">{f.exact(reason.count)}</td>
                  <td className="right small muted" style={{ whiteSpace: 'nowrap' }}>
                    {f.ago(reason.latest)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function OneReason({ filter, onBack }: { filter: QuarantineFilter; onBack: () => void }) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const [pages, setPages] = useState<string[]>([]);
  const [open, setOpen] = useState<Rejected>();
  const rejected = useRejected(filter, pages.at(-1));
  const total = rejected.data?.total;
  return (
    <>
      <Card
        label={filter.reason}
        flush
        title={
          <div className="grow">
            <button type="button" className="text-button small muted row" onClick={onBack}>
              <ChevronLeft size={14} aria-hidden />
              {t.allReasons}
            </button>
            <h2 style={{ overflowWrap: 'anywhere' }}>{filter.reason}</h2>
          </div>
        }
        actions={<Act filter={filter} total={total ?? 0} />}
      >
        <Loaded query={rejected}>
          {(page) =>
            page.rejected.length === 0 ? (
              <Empty icon={ShieldCheck} title={t.reasonDone} />
            ) : (
              <>
                <div className="table-frame">
                  <table className="table" aria-label={t.rejectedTitle}>
                    <thead>
                      <tr>
                        <th>{t.received}</th>
                        <th>{t.source}</th>
                        <th>{t.what}</th>
                        <th>{t.reasons}</th>
                        <th />
                      </tr>
                    </thead>
                    <tbody>
                      {page.rejected.map((event) => (
                        <tr key={event.id} className="link" onClick={() => setOpen(event)}>
                          <td className="small num" style={{ whiteSpace: 'nowrap' }}>
                            {f.dateTime(event.received_at)}
                          </td>
                          <td>
                            <Badge>{event.source}</Badge>
                          </td>
                          <td>
                            {event.part ? (
                              <code>{event.part}</code>
                            ) : (
                              <span className="soft">{t.wholeEvent}</span>
                            )}
                          </td>
                          <td style={{ overflowWrap: 'anywhere' }}>
                            {event.reasons.map((reason) => (
                              <div key={reason}>{reason}</div>
                            ))}
                          </td>
                          <td className="right" style={{ whiteSpace: 'nowrap' }}>
                            {event.fixed !== undefined && (
                              <Badge tone="good" dot>
                                {t.corrected}
                              </Badge>
                            )}{' '}
                            <Button
                              small
                              onClick={(e) => {
                                e.stopPropagation();
                                setOpen(event);
                              }}
                            >
                              {t.correct}
                            </Button>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="row" style={{ padding: '8px 18px' }}>
                  {pages.length > 0 && (
                    <Button small look="ghost" onClick={() => setPages(pages.slice(0, -1))}>
                      {t.previous}
                    </Button>
                  )}
                  {page.next && (
                    <Button
                      small
                      look="ghost"
                      onClick={() => setPages([...pages, String(page.next)])}
                    >
                      {t.next}
                    </Button>
                  )}
                  <span className="small muted">{t.total(f.exact(page.total))}</span>
                </div>
              </>
            )
          }
        </Loaded>
      </Card>
      {open && <RejectedDrawer key={open.id} event={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Replays or discards everything that is meant. */
function Act({ filter, total }: { filter: QuarantineFilter; total: number }) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const [watched, setWatched] = useState(false);
  const [asking, setAsking] = useState(false);
  const which = { ...filter, part: filter.part && filter.part === 'true' };
  const running = useReplay(watched).data;
  const ended = (run: Replay) => {
    setWatched(false);
    if (run.error) toastError(new Error(run.error));
    else toast(t.replayed(f.exact(run.replayed), f.exact(run.rejected)));
    refreshQuarantine();
  };
  const replay = useMutation({
    mutationFn: () => call<Replay>('POST', '/api/events/rejected/replay', { json: which }),
    onSuccess: (run) => {
      if (!run.running) return ended(run);
      queryClient.setQueryData(['replay'], run);
      setWatched(true);
    },
    onError: toastError,
  });
  useEffect(() => {
    if (watched && running && !running.running) ended(running);
  }, [watched, running]);
  const discard = useMutation({
    mutationFn: () =>
      call<{ discarded: number }>('POST', '/api/events/rejected/discard', { json: which }),
    onSuccess: (outcome) => {
      setAsking(false);
      toast(t.discarded(f.exact(outcome.discarded)));
      refreshQuarantine();
    },
  });
  if (watched && running?.running) {
    const done = running.replayed + running.rejected;
    return (
      <div className="row small soft" style={{ width: 220 }}>
        <span style={{ whiteSpace: 'nowrap' }}>{t.replaying(f.exact(done))}</span>
        <div className="progress grow" aria-hidden>
          <div style={{ width: `${(100 * done) / Math.max(1, running.total)}%` }} />
        </div>
      </div>
    );
  }
  return (
    <>
      <Button small disabled={total === 0} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t.discardAll}
      </Button>
      <Button
        small
        look="primary"
        disabled={total === 0}
        busy={replay.isPending}
        onClick={() => replay.mutate()}
      >
        <RotateCcw aria-hidden />
        {t.replayAll}
      </Button>
      {asking && (
        <FormDialog
          title={t.discardTitle(f.exact(total))}
          submit={t.discard}
          danger
          busy={discard.isPending}
          error={discard.error}
          onClose={() => setAsking(false)}
          onSubmit={() => discard.mutate()}
        >
          <Notice tone="warn">{t.discardWhat}</Notice>
        </FormDialog>
      )}
    </>
  );
}
