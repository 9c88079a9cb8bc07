import type { ExperimentReport } from '@/api/marketing';
import { Notice } from '@/design/states';
import { pValue } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { experimentTexts } from './texts';

/** Whether customers arrived as planned, in words. */
export function SplitHealth({ report }: { report: ExperimentReport }) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const { srm, variants } = report;
  const several = report.excluded?.several_variants ?? 0;
  const p = srm ? (srm.p_value < 0.001 ? pValue(srm.p_value) : `= ${pValue(srm.p_value)}`) : '';
  return (
    <div className="stack">
      {srm && (
        <Notice tone={srm.alarm ? 'bad' : 'good'}>
          <strong>{srm.alarm ? t.srmAlarm : t.srmHealthy}</strong>
          <div className="soft">{srm.alarm ? t.srmAlarmWhat(p) : t.srmHealthyWhat(p)}</div>
          {srm.alarm && (
            <ul className="small">
              {variants.map((variant, i) => (
                <li key={variant.key} className="num">
                  {variant.name || variant.key}: {t.expected} {f.exact(srm.expected[i] ?? 0, 0)} ·{' '}
                  {t.observed} {f.exact(srm.observed[i] ?? 0, 0)}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {several > 0 && <Notice>{t.severalVariants(f.exact(several))}</Notice>}
    </div>
  );
}
