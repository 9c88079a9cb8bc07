import { ProblemError } from '@/api/client';
import { Ring } from '@/chart/ring';
import { Card } from '@/design/surface';
import { ErrorNotice, Notice } from '@/design/states';
import { milliseconds } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { GroupNode } from '@/rule/model';
import type { Vocabulary } from '@/rule/vocabulary';
import { sayRule } from '@/rule/words';
import { audienceTexts } from './texts';
import type { LiveEstimate } from './use-estimate';

interface CountPanelProps {
  live: LiveEstimate;
  /** Everybody, for when there is no rule to count yet. */
  everyone: number | undefined;
  root: GroupNode;
  vocabulary: Vocabulary;
}

/** The live count, always in view beside the builder. */
export function CountPanel({ live, everyone, root, vocabulary }: CountPanelProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const { estimate, counting, error } = live;
  const size = estimate?.size ?? everyone;
  const total = estimate?.total ?? everyone ?? 0;
  const share = size === undefined || total === 0 ? 0 : size / total;
  const said = sayRule(root, { language: f.language, vocabulary });
  return (
    <Card className="count-panel" label={t.size}>
      <Ring share={share} label={t.ofAll(f.percent(share), f.exact(total))}>
        <output
          className="count-number num"
          aria-live="polite"
          aria-busy={counting || error !== undefined}
          data-testid="audience-size"
        >
          {size === undefined ? '—' : f.exact(size)}
        </output>
        <span className="muted small">{counting ? t.counting : t.matching}</span>
      </Ring>
      <div className="soft">
        {size === undefined ? ' ' : t.ofAll(f.percent(share), f.exact(total))}
      </div>
      <div className="count-facts small muted num">
        {estimate && !error ? (
          <>
            {engineName(estimate.engine, t.engine)} · {milliseconds(estimate.elapsed_ms)} ·{' '}
            {t.asOf(f.clock(estimate.as_of))}
          </>
        ) : (
          ' '
        )}
      </div>
      {error !== undefined && (
        <div style={{ textAlign: 'left', alignSelf: 'stretch' }}>
          {error instanceof ProblemError && error.problems.length > 0 ? (
            <Notice tone="bad">{t.problems}</Notice>
          ) : (
            <ErrorNotice error={error} />
          )}
        </div>
      )}
      <div className="count-words">
        <h3>{t.inWords}</h3>
        <p className="soft">{said || t.everyone}</p>
      </div>
    </Card>
  );
}

const engineName = (engine: string, names: Record<string, string>) => names[engine] ?? engine;
