import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { call, withQuery } from '@/api/client';
import { modelPath, type Explanation } from '@/api/models';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { ErrorNotice } from '@/design/states';
import { Card, Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { modelTexts } from './texts';
import { useCondition } from './use-condition';

const most = 10;

/** Asks why a customer has a score. */
export function ExplainProfile({ model }: { model: string }) {
  const t = useTexts(modelTexts);
  const [type, setType] = useState('user_id');
  const [id, setId] = useState('');
  const explain = useMutation({
    mutationFn: () =>
      call<Explanation>('GET', withQuery(`${modelPath(model)}/explain`, { id_type: type, id })),
  });
  return (
    <Card title={t.explain}>
      <form
        className="row loose"
        style={{ alignItems: 'end' }}
        onSubmit={(e) => {
          e.preventDefault();
          explain.mutate();
        }}
      >
        <Field label={t.idType}>
          <TextInput value={type} onChange={(e) => setType(e.target.value)} />
        </Field>
        <Field label={t.id}>
          <TextInput
            placeholder={t.idPlaceholder}
            value={id}
            onChange={(e) => setId(e.target.value)}
          />
        </Field>
        <Button type="submit" disabled={!id.trim() || !type.trim()} busy={explain.isPending}>
          <Search aria-hidden />
          {t.ask}
        </Button>
      </form>
      {explain.error && <ErrorNotice error={explain.error} />}
      {explain.data && <Reasons explanation={explain.data} />}
    </Card>
  );
}

function Reasons({ explanation }: { explanation: Explanation }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const { name, test } = useCondition();
  const widest = Math.max(...explanation.reasons.map((r) => Math.abs(r.contribution)), 1e-9);
  return (
    <div className="stack loose" style={{ marginTop: 16 }}>
      <div className="stats">
        <Stat label={t.score} value={f.exact(explanation.score)} />
        <Stat label={t.grade} value={explanation.grade} />
      </div>
      <table className="table" aria-label={t.reasonsFor}>
        <thead>
          <tr>
            <th>{t.reasonsFor}</th>
            <th />
            <th className="right">{t.weight}</th>
          </tr>
        </thead>
        <tbody>
          {explanation.reasons.slice(0, most).map((reason) => (
            <tr key={reason.tag}>
              <td>
                {name(reason.tag)}
                <div className="small muted">
                  {reason.because.map(test).join(' · ') || t.noneHolds}
                </div>
              </td>
              <td style={{ width: '40%' }}>
                <Contribution share={reason.contribution / widest} />
              </td>
              <td className="right num">{f.signed(reason.contribution)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A bar from the middle, to the right for what raises the score. */
function Contribution({ share }: { share: number }) {
  return (
    <svg width="100%" height={12} aria-hidden style={{ display: 'block' }}>
      <rect x="50%" width={1} height={12} fill="var(--line-strong)" />
      <rect
        x={`${share < 0 ? 50 + share * 50 : 50}%`}
        width={`${Math.abs(share) * 50}%`}
        y={1}
        height={10}
        rx={2}
        fill={share < 0 ? 'var(--bad)' : 'var(--good)'}
      />
    </svg>
  );
}
