import { RotateCw, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/design/button';
import { milliseconds } from '@/format/numbers';
import { useTexts } from '@/i18n/texts';
import { analysisTexts } from './texts';
import type { useRun } from './use-run';

interface RunStatusProps {
  run: ReturnType<typeof useRun>;
  complete: boolean;
}

/** How the answer comes along, and a way to stop it or to ask again. */
export function RunStatus({ run, complete }: RunStatusProps) {
  const t = useTexts(analysisTexts);
  const seconds = useSeconds(run.running);
  const { result } = run;
  return (
    <div className="row run-status" role="status">
      {run.running ? (
        <>
          <span className="spinner" aria-hidden />
          <span className="small muted num">{t.running(seconds.toFixed(0))}</span>
          <Button small onClick={run.cancel}>
            <Square aria-hidden />
            {t.cancel}
          </Button>
        </>
      ) : (
        <>
          {result && (
            <span className="small muted num">
              {result.from_cache ? t.fromCache : t.took(milliseconds(result.elapsed_ms))}
            </span>
          )}
          <Button small look="ghost" disabled={!complete} onClick={run.run}>
            <RotateCw aria-hidden />
            {t.run}
          </Button>
        </>
      )}
    </div>
  );
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return;
    const timer = setInterval(() => setSeconds((s) => s + 1), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}
