import { useEffect, useRef, useState } from 'react';
import { call } from '@/api/client';
import type { Estimate } from '@/api/types';

const pauseMs = 150;

export interface LiveEstimate {
  estimate?: Estimate;
  error?: unknown;
  counting: boolean;
}

/**
 * Counts a rule a moment after its last change. A newer rule cancels the request of an older one,
 * so that the shown size is never that of a rule that is gone.
 *
 * @param ruleText the rule as JSON text; undefined when there is nothing to count
 */
export function useEstimate(ruleText: string | undefined): LiveEstimate {
  const [state, setState] = useState<LiveEstimate>({ counting: false });
  const last = useRef<string>(undefined);

  useEffect(() => {
    if (ruleText === undefined) {
      last.current = undefined;
      setState({ counting: false });
      return;
    }
    if (last.current === ruleText) return;
    const aborter = new AbortController();
    setState((shown) => ({ ...shown, counting: true }));
    const timer = setTimeout(() => {
      call<Estimate>('POST', '/api/audiences/estimate', {
        json: { rule: JSON.parse(ruleText) as unknown, detail: true },
        signal: aborter.signal,
      }).then(
        (estimate) => {
          last.current = ruleText;
          setState({ estimate, counting: false });
        },
        (error: unknown) => {
          if (!aborter.signal.aborted)
            setState((shown) => ({ estimate: shown.estimate, error, counting: false }));
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [ruleText]);

  return state;
}
