import type { Change, ValueCause } from '@/api/why';
import { numberText } from '@/design/result-table';
import { Notice } from '@/design/states';
import { Badge, Card, Disclosure } from '@/design/surface';
import { pValue } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { whyTexts } from './texts';

const mostValues = 30;

/** A change, what it is made of, and where it lies. */
export function ChangeView({ change }: { change: Change }) {
  const t = useTexts(whyTexts);
  const f = useFormat();
  const name = useName();
  const said = (value: number) => numberText(value, change.format, f);
  const best = change.dimensions.find((dimension) => dimension.explains.length > 0);
  return (
    <>
      <Card
        title={t.moved(
          name(change.label, change.metric),
          said(change.a.value),
          said(change.b.value),
        )}
        actions={
          change.relative !== undefined && (
            <Badge tone={change.relative < 0 ? 'bad' : 'good'}>
              {f.signed(change.relative * 100, 1)} %
            </Badge>
          )
        }
      >
        <div className="stack">
          {change.uniform ? (
            <Notice>{t.uniform}</Notice>
          ) : (
            best && (
              <Notice tone="good">
                {t.mostly(
                  name(best.label, best.dimension),
                  best.explains.map((value) => value || t.none).join(', '),
                  f.percent(best.share),
                )}
              </Notice>
            )
          )}
          {change.notes.map((note) => (
            <span key={note} className="small muted">
              {note}
            </span>
          ))}
        </div>
      </Card>
      {change.factors.length > 0 && <Factors change={change} />}
      <Values change={change} said={said} />
    </>
  );
}

function Factors({ change }: { change: Change }) {
  const t = useTexts(whyTexts);
  const f = useFormat();
  const name = useName();
  return (
    <Card title={t.factors} flush>
      <div className="table-frame">
        <table className="table dense" aria-label={t.factors}>
          <thead>
            <tr>
              <th>{t.factor}</th>
              <th className="right">{t.was}</th>
              <th className="right">{t.is}</th>
              <th className="right">{t.contribution}</th>
            </tr>
          </thead>
          <tbody>
            {change.factors.map((factor) => {
              const own = name(factor.label, factor.metric);
              return (
                <tr key={`${factor.metric}/${factor.per ?? ''}`}>
                  <td>{factor.per ? t.per(own, name(factor.per_label, factor.per)) : own}</td>
                  <td className="right num">{f.exact(factor.a, 4)}</td>
                  <td className="right num">{f.exact(factor.b, 4)}</td>
                  <td className="right num">
                    <Signed value={factor.contribution} format={change.format} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Values({ change, said }: { change: Change; said: (value: number) => string }) {
  const t = useTexts(whyTexts);
  const name = useName();
  const ratio = change.values.some((value) => value.rate !== undefined);
  return (
    <Card title={t.values} flush>
      <div className="table-frame" style={{ maxHeight: 520 }}>
        <table className="table dense" aria-label={t.values}>
          <thead>
            <tr>
              <th>{t.dimension}</th>
              <th>{t.value}</th>
              <th className="right">{t.was}</th>
              <th className="right">{t.is}</th>
              <th className="right">{t.contribution}</th>
              {ratio && <th className="right">{t.rate}</th>}
              {ratio && <th className="right">{t.mix}</th>}
              <th className="right">{t.excess}</th>
              <th className="right">{t.chance}</th>
            </tr>
          </thead>
          <tbody>
            {change.values.slice(0, mostValues).map((cause) => (
              <tr key={`${cause.dimension}/${cause.value ?? ''}`}>
                <td className="muted">{name(cause.label, cause.dimension)}</td>
                <td>{cause.value ?? t.none}</td>
                <td className="right num">{said(cause.a)}</td>
                <td className="right num">{said(cause.b)}</td>
                <td className="right num">
                  <Signed value={cause.contribution} format={change.format} />
                </td>
                {ratio && (
                  <td className="right num">
                    <Signed value={cause.rate ?? 0} format={change.format} />
                  </td>
                )}
                {ratio && (
                  <td className="right num">
                    <Signed value={cause.mix ?? 0} format={change.format} />
                  </td>
                )}
                <td className="right num">
                  <Signed value={cause.excess} format={change.format} />
                </td>
                <td className="right num">
                  <Chance cause={cause} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div style={{ padding: '6px 18px 12px' }}>
        <Disclosure title={t.method}>
          <ul className="small soft">
            {change.method.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </Card>
  );
}

function Signed({ value, format }: { value: number; format?: string }) {
  const f = useFormat();
  return format === 'percent' ? f.points(value) : f.signed(value, 2);
}

function Chance({ cause }: { cause: ValueCause }) {
  if (cause.p_value === undefined) return '—';
  return cause.significant ? (
    <Badge tone="warn">{pValue(cause.p_value)}</Badge>
  ) : (
    pValue(cause.p_value)
  );
}
