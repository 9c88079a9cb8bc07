import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnalysisResult } from '@/api/analyses';
import { call } from '@/api/client';
import type { ModelKey } from '@/analysis/spec';
import type { Json } from '@/rule/json';

const pauseMs = 400;

export interface Run {
  /** The last answer, also while the next one is computed. */
  result?: AnalysisResult;
  /** What was asked for it. */
  request?: Json;
  error?: unknown;
  running: boolean;
  cancelled: boolean;
}

/**
 * Asks a moment after the last change. A newer question ends an older one, so that what is shown is
 * never the answer to a question that is gone.
 *
 * @param text the request as JSON text; undefined while it is not complete
 */
export function useRun(model: ModelKey, text: string | undefined) {
  const [state, setState] = useState<Run>({ running: false, cancelled: false });
  const [again, setAgain] = useState(0);
  const aborter = useRef<AbortController>(undefined);
  const asked = useRef(0);

  useEffect(() => {
    if (text === undefined) {
      setState((shown) => ({ ...shown, error: undefined, running: false, cancelled: false }));
      return;
    }
    const own = new AbortController();
    aborter.current = own;
    const pause = asked.current === again ? pauseMs : 0;
    asked.current = again;
    setState((shown) => ({ ...shown, running: true, cancelled: false }));
    const timer = setTimeout(() => {
      const request = JSON.parse(text) as Json;
      call<AnalysisResult>('POST', `/api/analyses/${model}`, {
        json: request,
        signal: own.signal,
      }).then(
        (result) => setState({ result, request, running: false, cancelled: false }),
        (error: unknown) => {
          if (!own.signal.aborted)
            setState((shown) => ({ ...shown, error, running: false, cancelled: false }));
        },
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      own.abort();
    };
  }, [model, text, again]);

  return {
    ...state,
    run: useCallback(() => setAgain((n) => n + 1), []),
    cancel: useCallback(() => {
      aborter.current?.abort();
      setState((shown) => ({ ...shown, running: false, cancelled: true }));
    }, []),
  };
}
