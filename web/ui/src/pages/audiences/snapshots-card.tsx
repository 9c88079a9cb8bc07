import { useMutation } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { useMemo } from 'react';
import {
  scheduleSnapshots,
  snapshotPeriods,
  takeSnapshot,
  useSnapshots,
  type Snapshot,
  type SnapshotPeriod,
  type Snapshots,
} from '@/api/insight';
import { queryClient } from '@/api/queries';
import type { Audience } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { Button } from '@/design/button';
import { Select } from '@/design/inputs';
import { Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

const listed = 10;

/** The members as they were, how their number moved, and whether they are kept by themselves. */
export function SnapshotsCard({ audience }: { audience: Audience }) {
  const t = useTexts(audienceTexts);
  const snapshots = useSnapshots(audience.key);
  const again = () => void queryClient.invalidateQueries({ queryKey: ['snapshots', audience.key] });
  const take = useMutation({
    mutationFn: () => takeSnapshot(audience.key),
    onSuccess: (taken) => {
      again();
      toast(t.snapshotTaken(taken.number));
    },
    onError: toastError,
  });
  const dynamic = audience.kind !== 'static' && audience.kind !== 'upload';
  return (
    <Card
      title={t.snapshots}
      flush
      actions={
        <>
          {dynamic && snapshots.data && (
            <Schedule audience={audience.key} schedule={snapshots.data.schedule} onSet={again} />
          )}
          <Button small busy={take.isPending} onClick={() => take.mutate()}>
            <Camera aria-hidden />
            {t.takeSnapshot}
          </Button>
        </>
      }
    >
      <Loaded query={snapshots}>
        {({ snapshots: list }) =>
          list.length === 0 ? (
            <p className="muted" style={{ padding: '0 18px 12px' }}>
              {t.snapshotsNone}
            </p>
          ) : (
            <>
              {list.length > 1 && <Sizes list={list} />}
              <SnapshotTable list={list.slice(0, listed)} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

interface ScheduleProps {
  audience: string;
  schedule: Snapshots['schedule'];
  onSet: () => void;
}

function Schedule({ audience, schedule, onSet }: ScheduleProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const set = useMutation({
    mutationFn: (every: SnapshotPeriod) => scheduleSnapshots(audience, every),
    onSuccess: ({ every }) => {
      onSet();
      toast(every === 'off' ? t.snapshotUnscheduled : t.snapshotScheduled);
    },
    onError: toastError,
  });
  return (
    <label className="row small muted">
      {schedule.next_at && <span>{t.snapshotNext(f.dateTime(schedule.next_at))}</span>}
      {t.snapshotEvery}
      <Select
        small
        aria-label={t.snapshotEvery}
        disabled={set.isPending}
        value={schedule.every}
        options={snapshotPeriods.map((value) => ({ value, label: t.snapshotPeriods[value] }))}
        onChange={(every) => set.mutate(every)}
      />
    </label>
  );
}

function Sizes({ list }: { list: Snapshot[] }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const chart = useMemo(() => {
    const oldestFirst = list.toReversed();
    return {
      type: 'line' as const,
      categories: oldestFirst.map((snapshot) => f.dateTime(snapshot.taken_at)),
      series: [{ name: t.size, values: oldestFirst.map((snapshot) => snapshot.size) }],
      value: (size: number) => f.exact(size),
    };
  }, [list, t, f]);
  return (
    <div style={{ padding: '0 18px 8px' }}>
      <SeriesChart label={t.snapshotSizes} chart={chart} height={170} />
    </div>
  );
}

function SnapshotTable({ list }: { list: Snapshot[] }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const change = (size: number | undefined, sign: string) =>
    size === undefined ? '—' : size === 0 ? '0' : sign + f.exact(size);
  return (
    <div className="table-frame">
      <table className="table dense" aria-label={t.snapshots}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t.taken}</th>
            <th className="right">{t.size}</th>
            <th className="right">{t.joined}</th>
            <th className="right">{t.left}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((snapshot) => (
            <tr key={snapshot.number}>
              <td className="num">{snapshot.number}</td>
              <td className="small muted">
                {f.dateTime(snapshot.taken_at)} ·{' '}
                {snapshot.taken_by === 'schedule' ? t.bySchedule : snapshot.taken_by}
              </td>
              <td className="right num">{f.exact(snapshot.size)}</td>
              <td className="right num">{change(snapshot.joined, '+')}</td>
              <td className="right num">{change(snapshot.left, '−')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
