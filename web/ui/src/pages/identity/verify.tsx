import { useMutation } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { call } from '@/api/client';
import type { ReplayReport } from '@/api/identity';
import { Button } from '@/design/button';
import { ErrorNotice, Notice } from '@/design/states';
import { Card, Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { identityTexts } from './texts';

/** Derives every identity from the events again and compares. */
export function Verify() {
  const t = useTexts(identityTexts);
  const f = useFormat();
  const replay = useMutation({
    mutationFn: () => call<ReplayReport>('POST', '/api/identity/replay'),
  });
  const report = replay.data;
  return (
    <Card title={t.verify}>
      <div className="stack loose">
        <p className="soft">{t.verifyWhat}</p>
        <div>
          <Button look="primary" busy={replay.isPending} onClick={() => replay.mutate()}>
            <History aria-hidden />
            {t.verifyNow}
          </Button>
        </div>
        {replay.error && <ErrorNotice error={replay.error} />}
        {report && (
          <>
            <Notice tone={report.identical ? 'good' : 'bad'}>
              {report.identical ? t.identical : t.different(f.exact(report.differences.length))}
              {report.differences.length > 0 && (
                <ul>
                  {report.differences.slice(0, 20).map((difference) => (
                    <li key={difference}>{difference}</li>
                  ))}
                </ul>
              )}
            </Notice>
            <div className="stats">
              <Stat label={t.eventsRead} value={f.exact(report.events)} />
              <Stat label={t.profiles} value={f.exact(report.profiles)} />
              <Stat label={t.merges} value={f.exact(report.merges)} />
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
