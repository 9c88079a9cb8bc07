import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { openingDraft, type Draft } from '@/analysis/draft';
import { parseRequest, printRequest } from '@/analysis/request';
import type { ModelSpec } from '@/analysis/spec';
import type { Json } from '@/rule/json';
import type { Vocabulary } from '@/rule/vocabulary';

const pauseMs = 500;

interface Read {
  draft: Draft;
  broken: boolean;
}

function read(spec: ModelSpec, address: string, vocabulary: Vocabulary): Read {
  const opening = openingDraft(spec, vocabulary);
  const text = new URLSearchParams(address).get('q');
  if (text === null) return { draft: opening, broken: false };
  try {
    return { draft: parseRequest(spec, JSON.parse(text) as Json, opening), broken: false };
  } catch {
    return { draft: opening, broken: true };
  }
}

/**
 * The question, which also stands in the address: a link shares it, and back and forward go from one
 * question to the next.
 */
export function useDraft(spec: ModelSpec, vocabulary: Vocabulary) {
  const address = useSearch();
  const [path, navigate] = useLocation();
  const [{ draft, broken }, setRead] = useState(() => read(spec, address, vocabulary));
  const printed = useMemo(() => printRequest(spec, draft), [spec, draft]);
  const text = JSON.stringify(printed.request);
  /** The address that the draft was read from or written to. */
  const known = useRef(address);
  /** The request as of then; an address in other words is not written anew. */
  const settled = useRef(new URLSearchParams(address).has('q') ? text : undefined);

  useEffect(() => {
    if (address === known.current) return;
    known.current = address;
    const again = read(spec, address, vocabulary);
    settled.current = JSON.stringify(printRequest(spec, again.draft).request);
    setRead(again);
  }, [address, spec, vocabulary]);

  useEffect(() => {
    if (text === settled.current) return;
    const first = settled.current === undefined;
    const write = () => {
      settled.current = text;
      known.current = `?${new URLSearchParams({ q: text }).toString()}`;
      navigate(path + known.current, { replace: first });
    };
    const timer = setTimeout(write, first ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [text, path, navigate]);

  return {
    draft,
    broken,
    printed,
    change: (changed: Partial<Draft>) =>
      setRead((old) => ({ draft: { ...old.draft, ...changed }, broken: false })),
  };
}
