import { useMutation } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { takeSnapshot, useSnapshots } from '@/api/insight';
import { queryClient } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button } from '@/design/button';
import { Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

/** The members as they were, and how they changed from one snapshot to the next. */
export function SnapshotsCard({ audience }: { audience: Audience }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const snapshots = useSnapshots(audience.key);
  const take = useMutation({
    mutationFn: () => takeSnapshot(audience.key),
    onSuccess: (taken) => {
      void queryClient.invalidateQueries({ queryKey: ['snapshots', audience.key] });
      toast(t.snapshotTaken(taken.number));
    },
    onError: toastError,
  });
  return (
    <Card
      title={t.snapshots}
      flush
      actions={
        <Button small busy={take.isPending} onClick={() => take.mutate()}>
          <Camera aria-hidden />
          {t.takeSnapshot}
        </Button>
      }
    >
      <Loaded query={snapshots}>
        {(list) =>
          list.length === 0 ? (
            <p className="muted" style={{ padding: '0 18px 12px' }}>
              {t.snapshotsNone}
            </p>
          ) : (
            <table className="table" aria-label={t.snapshots}>
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
                    <td>{snapshot.number}</td>
                    <td className="small muted">
                      {f.dateTime(snapshot.taken_at)} · {snapshot.taken_by}
                    </td>
                    <td className="right">{f.exact(snapshot.size)}</td>
                    <td className="right">
                      {snapshot.joined === undefined ? '—' : f.exact(snapshot.joined)}
                    </td>
                    <td className="right">
                      {snapshot.left === undefined ? '—' : f.exact(snapshot.left)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Card>
  );
}
